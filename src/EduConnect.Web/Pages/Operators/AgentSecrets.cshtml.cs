using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Gives an agent a new password, and a new key for one-time codes when asked, as the command <c>agent password</c> does; both are shown in the answer and nowhere else.</summary>
internal sealed class AgentSecretsModel(OperatorDesk desk, ReadAgent read, GiveAgentSecrets give) : OperatorPage(desk)
{
    public Agent Agent { get; private set; } = null!;

    [BindProperty]
    public bool WithSeed { get; set; }

    /// <summary>What has to be handed over; null before.</summary>
    public AgentSecrets? Given { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Given = await give.RunAsync(Agent.Username, WithSeed, Operator, cancellationToken);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    // Nobody gives themselves secrets: the page is not there.
    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (Operator.Id == id.ToString() || await read.RunAsync(id, cancellationToken) is not { } found)
        {
            return false;
        }

        Agent = found.Agent;
        return true;
    }
}
