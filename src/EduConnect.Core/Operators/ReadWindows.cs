using EduConnect.Core.Maintenance;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators;

/// <summary>The planned interruptions: those that stand, and the last ones that are over or were taken back.</summary>
/// <param name="Standing">in force or to come, the first one first</param>
/// <param name="Past">over or cancelled, the latest first; at most 50</param>
public sealed record PlannedWindows(IReadOnlyList<MaintenanceWindow> Standing, IReadOnlyList<MaintenanceWindow> Past);

/// <summary>Reads the planned interruptions.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadWindows(IDbContextFactory<OperationalDb> operational, TimeProvider clock)
{
    private const int MostPast = 50;

    /// <summary>Reads.</summary>
    public async Task<PlannedWindows> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var all = db.Set<MaintenanceWindow>().AsNoTracking();
        return new PlannedWindows(
            await all.Where(window => window.CancelledAt == null && window.EndsAt > now).OrderBy(window => window.StartsAt).ToListAsync(cancellationToken),
            await all.Where(window => window.CancelledAt != null || window.EndsAt <= now).OrderByDescending(window => window.StartsAt).Take(MostPast).ToListAsync(cancellationToken));
    }
}
