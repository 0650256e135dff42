using EduConnect.Core.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Modifier mon numéro de portable (row #99): only numbers that may be given (S-OT5), only after the password.</summary>
internal sealed class MobileModel(MobileSteps mobiles, IStringLocalizer<MyAccountTexts> texts) : MyAccountPage(forGuardians: true)
{
    /// <summary>As typed.</summary>
    [BindProperty]
    public string? Number { get; set; }

    /// <summary>Mot de passe actuel; never written back.</summary>
    [BindProperty]
    public string? Current { get; set; }

    /// <summary>Shows the page.</summary>
    public void OnGet() => Number = Current = null;

    /// <summary>Sends a code to the number.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var number = PhoneNumber.ToE164(Number);
        if (Complaint(number) is { } complaint)
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

    private string? Complaint(string? number) =>
        number is null ? "Mobile.Empty"
        : !PhoneNumber.MayBeGiven(number) ? "Mobile.Refused"
        : number == Account.Mobile && Account.MobileConfirmedAt is not null ? "Mobile.Same"
        : null;
}
