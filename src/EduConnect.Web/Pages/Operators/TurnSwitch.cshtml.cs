using EduConnect.Core.FranceConnect;
using EduConnect.Core.Operators.Switching;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Says what turning a switch does and who gets a mail, then turns it (rows #16 and #17). Writes the operational store only.</summary>
[WorksInMaintenance]
internal sealed class TurnSwitchModel(OperatorDesk desk, ReadSwitches read, TurnSwitch turn, FranceConnectAvailability availability) : OperatorPage(desk)
{
    /// <summary>What the form was shown for: another operator may have turned it meanwhile.</summary>
    [BindProperty]
    public bool? Off { get; set; }

    public ServiceSwitch Switch { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken) => await FindAsync(name, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string name, CancellationToken cancellationToken)
    {
        if (!await FindAsync(name, cancellationToken) || Off is not { } off)
        {
            return NotFound();
        }

        var told = await turn.RunAsync(Switch.Name, off, Operator, cancellationToken);
        if (Switch.Name == SwitchName.FranceConnect)
        {
            // This node need not wait for its next look.
            await availability.RefreshAsync(cancellationToken);
        }

        return Redirect($"{OperatorRoutes.Switches}?suite={(told is null ? "deja" : off ? "ferme" : "ouvert")}");
    }

    private async Task<bool> FindAsync(string name, CancellationToken cancellationToken)
    {
        Switch = (await read.RunAsync(cancellationToken)).Single(one => one.Name == OperatorRoutes.SwitchOf(name));
        return Switch.IsSetUp;
    }
}
