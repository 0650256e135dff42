using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Notices;

/// <summary>How the notices of a service stand.</summary>
/// <param name="ClientId">The service.</param>
/// <param name="Waiting">To be told, or told again.</param>
/// <param name="GivenUp">Refused, or tried for too long; kept for <see cref="ChangeNotices.Kept"/>.</param>
/// <param name="Oldest">When the oldest of those that wait was made (UTC); null when none waits.</param>
/// <param name="LastError">What it answered to one of those that could not be told; null when all went well so far.</param>
public sealed record NoticeCount(string ClientId, int Waiting, int GivenUp, DateTime? Oldest, string? LastError);

/// <summary>Counts the notices that have not been taken, by service.</summary>
[UseCase(Effect.Reads)]
public sealed class CountNotices(IDbContextFactory<MainDb> main)
{
    /// <summary>Counts; a service that has taken all is not among them.</summary>
    public async Task<IReadOnlyList<NoticeCount>> RunAsync(CancellationToken cancellation)
    {
        await using var db = await main.CreateDbContextAsync(cancellation);
        return await db.Set<ChangeNotice>().GroupBy(notice => notice.ClientId).OrderBy(group => group.Key)
            .Select(group => new NoticeCount(
                group.Key, group.Count(notice => notice.FailedAt == null), group.Count(notice => notice.FailedAt != null), group.Min(notice => notice.FailedAt == null ? (DateTime?)notice.MadeAt : null), group.Max(notice => notice.LastError)))
            .ToListAsync(cancellation);
    }
}
