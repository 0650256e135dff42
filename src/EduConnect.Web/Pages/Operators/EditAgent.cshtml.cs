using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Edits how an agent is called and where they work, as the command <c>agent edit</c> does.</summary>
internal sealed class EditAgentModel(OperatorDesk desk, ReadAgent read, EditAgent edit) : OperatorPage(desk)
{
    public Agent Agent { get; private set; } = null!;

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? WorksAt { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        (DisplayName, WorksAt) = (Agent.DisplayName, Agent.Uai);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            var isDone = await edit.RunAsync(Agent.Username, DisplayName ?? string.Empty, (WorksAt ?? string.Empty).Trim().ToUpperInvariant(), Operator, cancellationToken);
            return Redirect($"{OperatorRoutes.AgentAddress(id)}?suite={(isDone ? "modifie" : "deja")}");
        }
        catch (AgentRefusedException refused)
        {
            ModelState.AddModelError(refused.Reason == AgentRefusal.WorksAt ? nameof(WorksAt) : nameof(DisplayName), Texts["Agent.Refused." + refused.Reason]);
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
