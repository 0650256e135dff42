using System.Globalization;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Platform;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>
/// Who may do what in the school, until when (rows #6 to #9, domain 12.2): the page of its head and, in the 1st degree, of the IEN. Nobody else has it.
/// </summary>
internal sealed class DelegationsModel(
    SchoolDelegations delegations, GrantDelegation grant, WithdrawDelegation withdraw, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"];

    [BindProperty]
    public Guid? AgentId { get; set; }

    [BindProperty]
    public AgentModule? Module { get; set; }

    [BindProperty]
    public string? End { get; set; }

    /// <summary>The delegation to withdraw; null when one is given.</summary>
    [BindProperty(Name = "retirer")]
    public Guid? Withdrawn { get; set; }

    public IReadOnlyList<Delegation> Delegations { get; private set; } = [];

    public IReadOnlyList<Agent> Agents { get; private set; } = [];

    /// <summary>The agents as the form offers them.</summary>
    public IReadOnlyList<SelectListItem> Choices => [.. Agents.Select(agent => new SelectListItem($"{agent.DisplayName} ({agent.Username})", agent.Id.ToString()))];

    /// <summary><c>donnee</c> or <c>retiree</c> just after.</summary>
    public string? Done { get; private set; }

    /// <summary>The school's home page, or the schools of the circonscription.</summary>
    public string BackAddress => Scope.Module == AgentModule.Delegations ? ModuleRoutes.Delegations : Root;

    private string Address => Scope.Module == AgentModule.Delegations ? Root : $"{Root}/delegations";

    public bool IsReadOnly => readOnly.IsOn;

    public string ReadOnlyReason => ReadOnlyWords.Reason(readOnly, texts);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Done = Request.Query["suite"];
        return await LoadAsync(cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Withdrawn is { } right)
        {
            return await withdraw.RunAsync(Scope, right, cancellationToken) ? Redirect($"{Address}?suite=retiree") : NotFound();
        }

        var end = EndOf(End);
        Require(AgentId is not null, nameof(AgentId), "Delegation.Agent");
        Require(Module is not null, nameof(Module), "Delegation.Module");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        switch (await grant.RunAsync(Scope, AgentId!.Value, Module!.Value, end, cancellationToken))
        {
            case DelegationOutcome.Done:
                return Redirect($"{Address}?suite=donnee");
            case DelegationOutcome.Over:
                Require(false, nameof(End), "Delegation.Over");
                return Again();
            case DelegationOutcome.NotDelegable:
                Require(false, nameof(Module), "Delegation.Module");
                return Again();
            default:
                return NotFound();
        }
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (!SchoolHeads.MayDelegate(Scope))
        {
            return false;
        }

        Delegations = await delegations.RunAsync(Scope, cancellationToken);
        Agents = await delegations.CandidatesAsync(Scope, cancellationToken);
        return true;
    }

    // The last day counts whole, on a Paris clock.
    private DateTime? EndOf(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (DateOnly.TryParseExact(typed.Trim(), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 3000)
        {
            return ParisTime.ToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        }

        Require(false, nameof(End), "Message.Day");
        return null;
    }

    private PageResult Again()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private void Require(bool holds, string field, string sentence)
    {
        if (!holds)
        {
            ModelState.AddModelError(field, texts[sentence]);
        }
    }
}
