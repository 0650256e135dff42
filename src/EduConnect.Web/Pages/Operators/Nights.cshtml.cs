using EduConnect.Core.Operators;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The reports of the last 30 nights.</summary>
internal sealed class NightsModel(OperatorDesk desk, ReadNights read) : OperatorPage(desk)
{
    public IReadOnlyList<Night> Nights { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Nights = await read.RunAsync(ReadNights.Most, cancellationToken);

    /// <summary>How a night went.</summary>
    public string StateOf(Night night) => Texts["Night.State." + (night is { Report: not null, IsFaulty: true } ? "Faulty" : night.Work.State.ToString())];
}
