using System.Text.Json;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Actions;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Pages.MyAccount;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Pages.Actions;

/// <summary>Second confirmation of the ties said to be wrong on the intermediate page (row #74).</summary>
internal sealed class ReportsModel(MainDb main, ActionsReader reader, PendingSteps steps, CarryOutTies carryOut, ReturnAddress returns) : MyAccountPage(forGuardians: true)
{
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>The children answered with "Non".</summary>
    public IReadOnlyList<Child> Reported { get; private set; } = [];

    /// <summary>The page before.</summary>
    public string BackAddress => QueryHelpers.AddQueryString("/actions", "returnUrl", ReturnAddress.Safe(ReturnUrl));

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        await returns.AllowAsync(HttpContext, ReturnUrl);
        if (await steps.FindAsync(Session.Id, StepKind.Ties, HttpContext.RequestAborted) is not { } step)
        {
            return Redirect(BackAddress);
        }

        var decision = Read(step);
        var shown = (await reader.ReadAsync(main, Account, HttpContext.RequestAborted)).Children;
        Reported = [.. shown.Select(one => one.Child).Where(child => decision.ReportedWrong.Contains(child.PupilId))];
        return Page();
    }

    /// <summary>Carries everything out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var step = await steps.FindAsync(Session.Id, StepKind.Ties, HttpContext.RequestAborted);
        if (step is null || !await steps.EndAsync(Session.Id, StepKind.Ties, HttpContext.RequestAborted))
        {
            return Redirect(BackAddress);
        }

        return Redirect(await carryOut.RunAsync(Account.Id, Read(step), Actor, HttpContext.RequestAborted) ? ReturnAddress.Safe(ReturnUrl) : BackAddress);
    }

    private static TieDecision Read(PendingStep step) => JsonSerializer.Deserialize<TieDecision>(step.Value)!;
}
