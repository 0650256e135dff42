using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators;

/// <summary>Long work of one kind.</summary>
/// <param name="Kind">kind of its operations</param>
/// <param name="Waiting">waiting for a worker</param>
/// <param name="Running">held by a worker</param>
/// <param name="Failed">failed for good, in the last 30 days</param>
public sealed record WorkCount(string Kind, int Waiting, int Running, int Failed);

/// <summary>Long work as operators see it: never its argument, which may name people.</summary>
/// <param name="Id">identifier</param>
/// <param name="Kind">kind of the operation</param>
/// <param name="State">where it stands</param>
/// <param name="CreatedAt">asked (UTC)</param>
/// <param name="EndedAt">ended (UTC)</param>
/// <param name="Attempts">runs so far</param>
/// <param name="Done">units done</param>
/// <param name="Total">units in all; 0 while unknown</param>
/// <param name="Error">why the last run failed: the kind of the fault, without its message, which may quote what is in the store</param>
/// <param name="IsAbandoned">its worker is silent for longer than its lease: another one takes it up</param>
public sealed record WorkItem(Guid Id, string Kind, OperationState State, DateTime CreatedAt, DateTime? EndedAt, int Attempts, int Done, int Total, string? Error, bool IsAbandoned);

/// <summary>Long work under way, or failed in the last 30 days, whoever asked for it.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadWork(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>How much of each kind there is.</summary>
    public async Task<IReadOnlyList<WorkCount>> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var groups = await Shown(db).GroupBy(one => new { one.Kind, one.State })
            .Select(group => new { group.Key.Kind, group.Key.State, Count = group.Count() }).ToListAsync(cancellationToken);
        int Of(string kind, OperationState state) => groups.Where(one => one.Kind == kind && one.State == state).Sum(one => one.Count);
        return [.. groups.Select(one => one.Kind).Distinct().Order(StringComparer.Ordinal)
            .Select(kind => new WorkCount(kind, Of(kind, OperationState.Waiting), Of(kind, OperationState.Running), Of(kind, OperationState.Failed)))];
    }

    /// <summary>A page of it: what is running first, then what waits, then what failed, each the latest first.</summary>
    public async Task<(IReadOnlyList<WorkItem> Items, int Total)> RunAsync(int page, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var all = Shown(db);
        var total = await all.CountAsync(cancellationToken);
        var rows = await all.OrderBy(one => one.State == OperationState.Running ? 0 : one.State == OperationState.Waiting ? 1 : 2).ThenByDescending(one => one.CreatedAt)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Select(one => new { one.Id, one.Kind, one.State, one.CreatedAt, one.EndedAt, one.Attempts, one.Done, one.Total, one.Error, one.LeaseUntil }).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        return (rows.ConvertAll(one => new WorkItem(
            one.Id, one.Kind, one.State, one.CreatedAt, one.EndedAt, one.Attempts, one.Done, one.Total, one.Error?.Split(':')[0], one.State == OperationState.Running && one.LeaseUntil < now)), total);
    }

    private IQueryable<Operation> Shown(MainDb db)
    {
        var since = clock.GetUtcNow().UtcDateTime - Remembered;
        return db.Set<Operation>().AsNoTracking()
            .Where(one => one.State == OperationState.Waiting || one.State == OperationState.Running || (one.State == OperationState.Failed && one.EndedAt >= since));
    }
}
