using EduConnect.Core.Guardians.Actions;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Modifier mon numéro de portable (row #99): only numbers that may be given (S-OT5) or that the school knows, only after the password.</summary>
internal sealed class MobileModel(MainDb main, MobileSteps mobiles, IStringLocalizer<MyAccountTexts> texts) : MyAccountPage(forGuardians: true)
{
    /// <summary>As typed.</summary>
    [BindProperty]
    public string? Number { get; set; }

    /// <summary>Mot de passe actuel; never written back.</summary>
    [BindProperty]
    public string? Current { get; set; }

    /// <summary>Shows the page; where the account has no number, with the one its school knows (row #85).</summary>
    public async Task OnGetAsync()
    {
        Current = null;
        Number = (await KnownBySource.ReadAsync(main, Account.Id, HttpContext.RequestAborted)).MobileFor(Account) is { } known ? PhoneNumber.OnScreen(known) : null;
    }

    /// <summary>Sends a code to the number.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var number = PhoneNumber.ToE164(Number);
        if (Complaint(number, await KnownBySource.ReadAsync(main, Account.Id, HttpContext.RequestAborted)) is { } complaint)
        {
            ModelState.AddModelError(nameof(Number), texts[complaint]);
        }

        if (!ModelState.IsValid || !await ProveAsync(Current, nameof(Current)))
        {
            return Again();
        }

        if (CodeSentence.Of(await mobiles.BeginAsync(HttpContext, Session, number!)) is { } refused)
        {
            ModelState.AddModelError(nameof(Number), texts[refused]);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Again();
        }

        return Redirect("/mon-compte/portable/code");
    }

    private string? Complaint(string? number, KnownBySource known) =>
        number is null ? "Mobile.Empty"
        : !PhoneNumber.MayBeGiven(number) && !known.Mobiles.Contains(number) ? "Mobile.Refused"
        : number == Account.Mobile && Account.MobileConfirmedAt is not null ? "Mobile.Same"
        : null;
}
