using EduConnect.Core.Operators;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The services: protocol, last entry, certificates.</summary>
internal sealed class ServicesModel(OperatorDesk desk, ReadServices read) : OperatorPage(desk)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public IReadOnlyList<ServiceLine> Services { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Services = await read.RunAsync(cancellationToken);

    /// <summary>Whether a certificate is over, or will be within 30 days.</summary>
    public bool EndsSoon(DateTime end) => end - Now < Soon;
}
