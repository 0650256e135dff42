using EduConnect.Web.Hosting;

namespace EduConnect.Web.Protocols.Oidc.Logout.BackChannel;

/// <summary>Tells services of ended sessions as they end.</summary>
internal sealed class BackChannelLoop(BackChannelSender sender, TimeProvider clock, ILogger<BackChannelLoop> logger) : WorkerLoop(clock, logger)
{
    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken) => await sender.SendDueAsync(cancellationToken) > 0;
}
