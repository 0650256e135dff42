using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Accounts.Recovery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>Mot de passe perdu: mail or SMS (rows #111, #112). What follows is the same whether or not anybody is behind the username.</summary>
internal sealed class WayModel(SendRecoveryMail sendMail, SendRecoveryCode sendCode, IStringLocalizer<RecoveryTexts> texts) : RecoveryPage(RecoveryStep.Way)
{
    /// <summary>Whether guardians' ways are shown.</summary>
    public bool IsGuardian => State.Profile == AccountKind.Guardian;

    /// <summary>Sends.</summary>
    public async Task<IActionResult> OnPostAsync(string? way)
    {
        var caller = RecoveryStartPage.CallerOf(HttpContext);
        switch (way)
        {
            case "mail":
                return await sendMail.RunAsync(State, caller, HttpContext.RequestAborted) ? GoOn() : Again("way", texts["Limit"], StatusCodes.Status429TooManyRequests);
            case "sms" when IsGuardian:
                var sending = await sendCode.RunAsync(State, caller, HttpContext.RequestAborted);
                return sending == CodeSending.Sent ? GoOn() : Again("way", texts[SendingText.Of(sending)], StatusCodes.Status429TooManyRequests);
            default:
                return Again("way", texts["Way.Empty"]);
        }
    }
}
