using EduConnect.Core.Operators;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The state of the service at one look.</summary>
internal sealed class IndexModel(OperatorDesk desk, ReadServiceState read, StateRows rows) : OperatorPage(desk)
{
    /// <summary>When it was counted (UTC).</summary>
    public DateTime CountedAt { get; private set; }

    /// <summary>What there is to know.</summary>
    public IReadOnlyList<StateRow> Rows { get; private set; } = [];

    /// <summary>How many of them somebody has to look at.</summary>
    public int Faulty => Rows.Count(row => row.Health == StateHealth.Faulty);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var state = await read.RunAsync(cancellationToken);
        (CountedAt, Rows) = (state.At, rows.Of(state));
    }
}
