using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Notices;

/// <summary>Puts back the notices of a service that were given up, for another <see cref="ChangeNotices.Patience"/>; they keep their identifiers.</summary>
[UseCase(Effect.Modifies)]
public sealed class RetryNotices(MainDb main, TimeProvider clock)
{
    /// <summary>Puts them back.</summary>
    /// <returns>how many</returns>
    public async Task<int> RunAsync(string clientId, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        var until = now + ChangeNotices.Patience;
        await using var transaction = await main.Database.BeginTransactionAsync(cancellation);
        var count = await main.Set<ChangeNotice>().Where(notice => notice.ClientId == clientId && notice.FailedAt != null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.FailedAt, (DateTime?)null).SetProperty(one => one.DueAt, now).SetProperty(one => one.GiveUpAt, until).SetProperty(one => one.Attempts, 0), cancellation);
        if (count > 0)
        {
            main.Add(actor.Event("service.notices.retried", now, detail: clientId));
            await main.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return count;
    }
}
