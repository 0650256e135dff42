using EduConnect.Web.Hosting;

namespace EduConnect.Web.Protocols.Oidc.Notices;

/// <summary>Tells services of changes of accounts as they come.</summary>
internal sealed class NoticeLoop(NoticeSender sender, TimeProvider clock, ILogger<NoticeLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => TimeSpan.FromSeconds(2);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken) => await sender.SendDueAsync(cancellationToken) > 0;
}
