using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>C'est le même élève: says what will follow, and asks to confirm it (domain 2.6).</summary>
internal sealed class SamePupilModel(ComparePupils compare, JoinPupils join, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : PupilDoubtPage(compare, readOnly, texts)
{
    /// <summary>What the page said would follow.</summary>
    [BindProperty(Name = "effet")]
    public PupilJoinEffect? Shown { get; set; }

    /// <summary>The account it said would stay.</summary>
    [BindProperty(Name = "reste")]
    public Guid? Staying { get; set; }

    /// <summary>The account it said would go.</summary>
    [BindProperty(Name = "disparait")]
    public Guid? Going { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        return Shown is not { } shown ? Again("Doubt.Changed") : await join.RunAsync(Scope, Pair, new PupilJoinPlan(shown, Staying, Going), cancellationToken) switch
        {
            JoinOutcome.Done => Redirect($"{ListAddress}?suite=eleves-{shown}"),
            JoinOutcome.NotFound => Redirect($"{ListAddress}?suite=tranche"),
            JoinOutcome.TieReported => Again("Doubt.PupilTieReported"),
            _ => await LoadAsync(cancellationToken) ? Again("Doubt.Changed") : NotFound(),
        };
    }
}
