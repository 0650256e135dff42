using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Core.Agents.Provider;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Closes an agent, opens them again, or forgets whom the ministry's provider knows them as, once the operator has read what that means.</summary>
internal sealed class AgentActModel(OperatorDesk desk, ReadAgent read, CloseAgent close, ForgetAgentIdentity forget) : OperatorPage(desk)
{
    public Agent Agent { get; private set; } = null!;

    /// <summary><c>fermer</c>, <c>rouvrir</c> or <c>oublier</c>.</summary>
    public string Act { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id, string act, CancellationToken cancellationToken) => await LoadAsync(id, act, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, string act, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, act, cancellationToken))
        {
            return NotFound();
        }

        var isDone = Act == "oublier"
            ? await forget.RunAsync(Agent.Username, cancellationToken, Operator)
            : await close.RunAsync(Agent.Username, Act == "fermer", Operator, cancellationToken);
        return Redirect($"{OperatorRoutes.AgentAddress(id)}?suite={(isDone ? Act : "deja")}");
    }

    // Nobody closes themselves: the page is not there.
    private async Task<bool> LoadAsync(Guid id, string act, CancellationToken cancellationToken)
    {
        Act = act.ToLowerInvariant();
        if (await read.RunAsync(id, cancellationToken) is not { } found || (Act == "fermer" && Operator.Id == id.ToString()))
        {
            return false;
        }

        Agent = found.Agent;
        return true;
    }
}
