using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Gives an agent a right, or the rights of a group (rows #227 and #238).</summary>
internal sealed class GiveRightModel(OperatorDesk desk, ReadAgent read, GiveRight give) : OperatorPage(desk)
{
    [BindProperty]
    public RightForm Right { get; set; } = new();

    public Agent Agent { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (Right.Read("Right.", ModelState, Texts) is not { } rights)
        {
            return Again();
        }

        try
        {
            var given = await give.RunAsync(Agent.Username, rights, Operator, cancellationToken);
            return Redirect($"{OperatorRoutes.AgentAddress(id)}?suite={(given > 0 ? "donne" : "deja")}");
        }
        catch (AgentRefusedException refused)
        {
            RightForm.Say(refused.Reason, "Right.", ModelState, Texts);
            return Again();
        }
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await read.RunAsync(id, cancellationToken) is not { } found)
        {
            return false;
        }

        Agent = found.Agent;
        return true;
    }
}
