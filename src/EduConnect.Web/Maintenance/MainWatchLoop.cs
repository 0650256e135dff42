using EduConnect.Core.Maintenance;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.Maintenance;

/// <summary>Keeps every node, whatever its roles, aware of whether main takes changes; tells operators when that changes.</summary>
internal sealed class MainWatchLoop(MainWatch watch, StoreGate gate, MaintenanceOptions options, TimeProvider clock, ILogger<MainWatchLoop> logger)
    : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => options.WatchEvery;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.WatchEvery > TimeSpan.Zero ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        // While the schema is being upgraded every connection waits, which is no loss.
        if (!gate.IsOpen)
        {
            return false;
        }

        var (isWritable, isNews) = await watch.LookAsync(cancellationToken);
        if (isNews && isWritable)
        {
            logger.LogWarning("The main store takes changes again; the interruption ends");
        }
        else if (isNews)
        {
            logger.LogCritical("The main store takes no changes: read-only until it does. Signing in goes on as long as a replica answers");
        }

        return false;
    }
}
