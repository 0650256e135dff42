using EduConnect.Core.Agents;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Adds a local agent (domain 12.3), as the command <c>agent add</c> does; password and seed are shown in the answer and nowhere else.</summary>
internal sealed class AddAgentModel(OperatorDesk desk, AddAgent add) : OperatorPage(desk)
{
    [BindProperty]
    public string? Username { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? WorksAt { get; set; }

    [BindProperty]
    public RightForm Right { get; set; } = new();

    /// <summary>What has to be handed over; null before.</summary>
    public NewAgent? Added { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        SayWhatIsMissing();

        // An agent whom a head will delegate to needs no right of their own.
        IReadOnlyList<NewRight>? rights = string.IsNullOrEmpty(Right.Kind) && !string.IsNullOrWhiteSpace(WorksAt) ? [] : Right.Read("Right.", ModelState, Texts);
        if (rights is null || !ModelState.IsValid)
        {
            return Again();
        }

        try
        {
            var uai = string.IsNullOrWhiteSpace(WorksAt) ? null : WorksAt.Trim().ToUpperInvariant();
            Added = await add.RunAsync(Username ?? string.Empty, DisplayName ?? string.Empty, null, rights, cancellationToken, uai, Operator);
            Response.Headers.CacheControl = "no-store";
            return Page();
        }
        catch (AgentRefusedException refused)
        {
            Say(refused.Reason);
            return Again();
        }
    }

    // At once with what is wrong about the right.
    private void SayWhatIsMissing()
    {
        if (string.IsNullOrWhiteSpace(Username))
        {
            Say(AgentRefusal.Username);
        }

        if (string.IsNullOrWhiteSpace(DisplayName))
        {
            Say(AgentRefusal.Name);
        }
    }

    private void Say(AgentRefusal reason)
    {
        switch (reason)
        {
            case AgentRefusal.Username or AgentRefusal.Taken:
                ModelState.AddModelError(nameof(Username), Texts["Agent.Refused." + reason]);
                break;
            case AgentRefusal.Name:
                ModelState.AddModelError(nameof(DisplayName), Texts["Agent.Refused." + reason]);
                break;
            case AgentRefusal.WorksAt:
                ModelState.AddModelError(nameof(WorksAt), Texts["Agent.Refused." + reason]);
                break;
            default:
                RightForm.Say(reason, "Right.", ModelState, Texts);
                break;
        }
    }
}
