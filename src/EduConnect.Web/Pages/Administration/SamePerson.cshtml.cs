using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>C'est la même personne: says what will follow, and asks to confirm it (domain 4.2).</summary>
internal sealed class SamePersonModel(CompareGuardians compare, JoinGuardians join, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : DoubtPage(compare, readOnly, texts)
{
    /// <summary>What the page said would follow.</summary>
    [BindProperty(Name = "effet")]
    public JoinEffect? Shown { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid doubt, CancellationToken cancellationToken) => await LoadAsync(doubt, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid doubt, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(doubt, cancellationToken))
        {
            return NotFound();
        }

        return Shown is not { } shown ? Again("Doubt.Changed") : await join.RunAsync(Scope, doubt, shown, cancellationToken) switch
        {
            JoinOutcome.Done => Redirect($"{ListAddress}?suite={shown}"),
            JoinOutcome.NotFound => Redirect($"{ListAddress}?suite=tranche"),
            JoinOutcome.TieReported => Again("Doubt.TieReported"),
            _ => await LoadAsync(doubt, cancellationToken) ? Again("Doubt.Changed") : NotFound(),
        };
    }
}
