using EduConnect.Core.Operators;
using EduConnect.Core.Operators.Switching;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The security switches: where each stands, since when, by whom (rows #16 and #17).</summary>
internal sealed class SwitchesModel(OperatorDesk desk, ReadSwitches read, OperatorNames names) : OperatorPage(desk)
{
    public IReadOnlyList<ServiceSwitch> Switches { get; private set; } = [];

    /// <summary>Names of operators, by what is written of them.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Switches = await read.RunAsync(cancellationToken);
        Names = await names.ReadAsync(Switches.Select(one => one.ChangedBy), cancellationToken);
    }
}
