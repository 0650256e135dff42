using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Operations;

/// <summary>Tells how far an operation is, and renews its lease at the same time.</summary>
public sealed class OperationProgress(IDbContextFactory<MainDb> main, TimeProvider clock, Guid operationId)
{
    /// <summary>How long a silent worker is believed alive.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Writes <paramref name="done"/> units out of <paramref name="total"/>.</summary>
    public async Task TellAsync(int done, int total, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var until = clock.GetUtcNow().UtcDateTime + Lease;
        await db.Set<Operation>().Where(operation => operation.Id == operationId).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Done, done).SetProperty(o => o.Total, total).SetProperty(o => o.LeaseUntil, until), cancellationToken);
    }
}
