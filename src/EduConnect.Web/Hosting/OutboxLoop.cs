using EduConnect.Core.Platform.Outbox;

namespace EduConnect.Web.Hosting;

/// <summary>Sends what waits in the outboxes.</summary>
internal sealed class OutboxLoop(OutboxSender sender, TimeProvider clock, ILogger<OutboxLoop> logger) : WorkerLoop(clock, logger)
{
    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken) => await sender.SendDueAsync(cancellationToken) > 0;
}
