using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Operators;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The services: protocol, last entry, certificates, notices of changes.</summary>
internal sealed class ServicesModel(OperatorDesk desk, ReadServices read) : OperatorPage(desk)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public IReadOnlyList<ServiceLine> Services { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Services = await read.RunAsync(cancellationToken);

    /// <summary>Whether a certificate is over, or will be within 30 days.</summary>
    public bool EndsSoon(DateTime end) => end - Now < Soon;

    /// <summary>Whether somebody has to look: notices were given up, or one waits for longer than a service that answers lets it.</summary>
    public bool IsSilent(NoticeCount notices) => notices.GivenUp > 0 || (notices.Oldest is { } oldest && Now - oldest > Patience);
}
