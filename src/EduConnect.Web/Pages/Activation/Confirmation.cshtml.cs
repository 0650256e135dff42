using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Activation;

/// <summary>Signing in while the address is not confirmed: send the mail again, or correct the address (domain 5.2).</summary>
internal sealed class ConfirmationModel(SendConfirmationAgain send, OperationalDb operational, TimeProvider clock, IStringLocalizer<FamilyTexts> texts)
    : ActivationPage(ActivationStep.Confirmation)
{
    private const int MailsAnHour = 5;

    /// <summary>A corrected address.</summary>
    [BindProperty]
    public AddressInput Input { get; set; } = new();

    /// <summary>Whether a mail has just gone out.</summary>
    public bool Sent { get; private set; }

    /// <summary>Shows the page.</summary>
    public void OnGet([FromQuery(Name = "envoye")] string? sent) => Sent = sent is not null;

    /// <summary>Sends.</summary>
    public async Task<IActionResult> OnPostAsync(string? act)
    {
        var corrected = act == "correct" ? Input.Read(ModelState, texts) : null;
        if (!ModelState.IsValid)
        {
            return Again();
        }

        if (!await AttemptCounters.TakeAsync(operational, AttemptKeys.Mails(Account.Id), clock.GetUtcNow().UtcDateTime, TimeSpan.FromHours(1), MailsAnHour, int.MaxValue, HttpContext.RequestAborted))
        {
            ModelState.AddModelError(string.Empty, texts["Mail.TooMany"]);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        var refusal = await send.RunAsync(Account, corrected, Actor, HttpContext.RequestAborted);
        return refusal == AccountRefusal.None ? Redirect("/activation/confirmation?envoye=1") : Redirect("/activation");
    }
}
