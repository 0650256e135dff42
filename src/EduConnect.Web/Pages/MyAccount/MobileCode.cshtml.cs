using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>The code sent to the new number (row #99). Without a number that waits in this session there is no such page.</summary>
internal sealed class MobileCodeModel(PendingSteps steps, MobileSteps mobiles, PhoneCodes codes, ConfirmMobile confirm, ReturnAddress returns, IStringLocalizer<MyAccountTexts> texts)
    : MyAccountPage(forGuardians: true)
{
    /// <summary>Where to go afterwards; Mon compte when nothing is said.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>As typed.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The number that waits.</summary>
    public string Number { get; private set; } = string.Empty;

    /// <summary>Where to go afterwards.</summary>
    public string Target => ReturnAddress.Keep(ReturnUrl) ?? "/mon-compte";

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync() => await LoadAsync() is null ? Redirect("/mon-compte/portable") : Page();

    /// <summary>Checks the code, or sends another one.</summary>
    public async Task<IActionResult> OnPostAsync(string? act)
    {
        if (await LoadAsync() is not { } step)
        {
            return Redirect("/mon-compte/portable");
        }

        if (act == "again")
        {
            if (CodeSentence.Of(await mobiles.SendAgainAsync(HttpContext, step)) is { } refused)
            {
                ModelState.AddModelError(nameof(Code), texts[refused]);
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
            }

            return Page();
        }

        return await CheckAsync(step);
    }

    private async Task<PendingStep?> LoadAsync()
    {
        await returns.AllowAsync(HttpContext, ReturnUrl);
        var step = await steps.FindAsync(Session.Id, StepKind.Mobile, HttpContext.RequestAborted);
        Number = step?.Value ?? string.Empty;
        return step;
    }

    private async Task<IActionResult> CheckAsync(PendingStep step)
    {
        if (CodeMac.Normalize(Code).Length == 0)
        {
            ModelState.AddModelError(nameof(Code), texts["Code.Empty"]);
            return Again();
        }

        var check = await codes.CheckAsync(step.Id, CodePurpose.MobileChange, Code, HttpContext.RequestAborted);
        if (check is not { Verdict: CodeVerdict.Right, Phone: { } phone } || phone != step.Value)
        {
            ModelState.AddModelError(nameof(Code), check.Verdict == CodeVerdict.Wrong && check.TriesLeft > 0
                ? check.TriesLeft == 1 ? texts["Code.WrongLast"] : texts["Code.Wrong", check.TriesLeft]
                : texts["Code.Dead"]);
            return Again();
        }

        await steps.EndAsync(Session.Id, StepKind.Mobile, HttpContext.RequestAborted);
        return await confirm.RunAsync(Account.Id, phone, Actor, HttpContext.RequestAborted) == AccountRefusal.None
            ? Redirect(ReturnUrl is null ? "/mon-compte?fait=portable" : Target)
            : Redirect("/mon-compte/portable");
    }
}
