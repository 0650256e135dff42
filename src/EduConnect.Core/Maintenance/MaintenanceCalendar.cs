using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Maintenance;

/// <summary>
/// What this node knows of the planned interruptions. Read from memory by every page; <see cref="RefreshAsync"/> is called every few
/// seconds beside the requests, so that no sign-in waits for it. The clock alone begins and ends a known interruption.
/// </summary>
public sealed class MaintenanceCalendar(IDbContextFactory<OperationalDb> stores, ReadOnlyMode readOnly, TimeProvider clock)
{
    private volatile IReadOnlyList<MaintenanceWindow> _windows = [];

    /// <summary>The interruption in force; null when there is none.</summary>
    public MaintenanceWindow? Current
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return _windows.FirstOrDefault(window => window.IsInForce(now));
        }
    }

    /// <summary>The next interruption, when it begins within <paramref name="ahead"/>; null otherwise.</summary>
    public MaintenanceWindow? Next(TimeSpan ahead)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return _windows.FirstOrDefault(window => now < window.StartsAt && window.StartsAt - now <= ahead);
    }

    /// <summary>Reads what stands from now on. When the store does not answer, what was known stays in force.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await using var db = await stores.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        _windows = await db.Set<MaintenanceWindow>().AsNoTracking().Where(window => window.CancelledAt == null && window.EndsAt > now)
            .OrderBy(window => window.StartsAt).ToListAsync(cancellation);
        readOnly.Follow(_windows.Select(window => (window.StartsAt, window.EndsAt)));
    }
}
