using EduConnect.Core.Platform;

namespace EduConnect.Web.Hosting;

/// <summary>Watches the clock of this node, whatever its roles, and logs when it goes back.</summary>
internal sealed class ClockLoop(ClockWatch watch, TimeProvider clock, ILogger<ClockLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => TimeSpan.FromSeconds(5);

    protected override Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        if (watch.Look() is { } jump)
        {
            logger.LogCritical("The clock of this node went back by {Seconds} s; what ends at an hour lasts longer. Have it set by the network (NTP), alike on every node", (long)jump.By.TotalSeconds);
        }

        return Task.FromResult(false);
    }
}
