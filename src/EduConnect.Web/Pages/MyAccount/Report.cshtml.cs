using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Second confirmation of a report (rows #73, #74). Somebody else's child is not found, whatever the address says.</summary>
internal sealed class ReportModel(MainDb main, ReportTie report, IStringLocalizer<FamilyTexts> texts) : MyAccountPage(forGuardians: true)
{
    /// <summary>The child.</summary>
    public Child Child { get; private set; } = null!;

    /// <summary>It is the only tie.</summary>
    public bool IsSingle { get; private set; }

    /// <summary>Asks.</summary>
    public async Task<IActionResult> OnGetAsync(Guid pupil) => await LoadAsync(pupil) ? Page() : NotFound();

    /// <summary>Reports.</summary>
    public async Task<IActionResult> OnPostAsync(Guid pupil)
    {
        if (!await LoadAsync(pupil))
        {
            return NotFound();
        }

        switch (await report.RunAsync(Account.Id, pupil, Actor, HttpContext.RequestAborted))
        {
            case ReportOutcome.Reported:
                return Redirect("/mon-compte/enfants?fait=signalement");
            case ReportOutcome.OnlyTie:
                IsSingle = true;
                ModelState.AddModelError(string.Empty, texts["Tie.Single"]);
                return Again();
            default:
                return Redirect("/mon-compte/enfants");
        }
    }

    private async Task<bool> LoadAsync(Guid pupil)
    {
        var children = await Core.Guardians.Children.OfAsync(main, Account.Id, HttpContext.RequestAborted);
        var outcome = TieRules.MayReport(children, pupil);
        IsSingle = outcome == ReportOutcome.OnlyTie;
        Child = children.FirstOrDefault(child => child.PupilId == pupil)!;
        return outcome != ReportOutcome.Unknown;
    }
}
