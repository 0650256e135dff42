using EduConnect.Core.Maintenance;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.Maintenance;

/// <summary>Keeps every node, whatever its roles, at the present calendar, beside the requests.</summary>
internal sealed class MaintenanceLoop(MaintenanceCalendar calendar, MaintenanceOptions options, TimeProvider clock, ILogger<MaintenanceLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => options.ReadEvery;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await calendar.RefreshAsync(cancellationToken);
        return false;
    }
}
