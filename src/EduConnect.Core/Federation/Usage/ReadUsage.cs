using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Usage;

/// <summary>The figures of one service, or of all, day by day: what a worker has carried from the journal so far.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadUsage(MainDb main)
{
    /// <summary>Days with at least one entry, oldest first, then by service.</summary>
    /// <param name="clientId">one service; null for all</param>
    /// <param name="since">first day, on a Paris clock; null for all</param>
    /// <param name="cancellation">stops waiting</param>
    public async Task<IReadOnlyList<ServiceUsage>> RunAsync(string? clientId, DateOnly? since, CancellationToken cancellation)
    {
        var rows = main.Set<ServiceUsage>().AsNoTracking();
        rows = clientId is null ? rows : rows.Where(row => row.ClientId == clientId);
        rows = since is { } first ? rows.Where(row => row.Day >= first) : rows;
        return await rows.OrderBy(row => row.Day).ThenBy(row => row.ClientId).ToListAsync(cancellation);
    }
}
