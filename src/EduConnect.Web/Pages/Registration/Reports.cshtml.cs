using EduConnect.Core.Activation.Registration;
using EduConnect.Core.Guardians;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Registration;

/// <summary>Second confirmation of the ties said to be wrong (row #74).</summary>
internal sealed class ReportsModel(Registrations registrations) : RegistrationPage(RegistrationStep.Reports)
{
    /// <summary>The children answered with "Non".</summary>
    public IReadOnlyList<Child> Reported { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        await AllowReturnAsync();
        if (await registrations.FamilyAsync(State, HttpContext.RequestAborted) is not { } family)
        {
            return GiveUp();
        }

        Reported = [.. family.Asked.Children.Where(child => State.TieDecision!.ReportedWrong.Contains(child.PupilId))];
        return Page();
    }

    /// <summary>Goes on to the password, or ends with FranceConnect.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        State.ConfirmReports();
        if (State.Person is not null)
        {
            return await registrations.FamilyAsync(State, HttpContext.RequestAborted) is { } family ? await FinishAsync(family, null) : GiveUp();
        }

        await registrations.SaveAsync(HttpContext.RequestAborted);
        return GoOn();
    }
}
