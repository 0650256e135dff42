using EduConnect.Core.Accounts.Recovery;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>Mot de passe perdu: the username (rows #111, #112). Nothing tells whether somebody has it.</summary>
internal sealed class PasswordModel(Recoveries recoveries, SessionCookies cookies, IStringLocalizer<RecoveryTexts> texts) : RecoveryStartPage
{
    /// <summary>Identifiant.</summary>
    [BindProperty]
    public string? Username { get; set; }

    /// <summary>Whether one comes from a page that is not open any more.</summary>
    public bool BeginsAgain { get; private set; }

    /// <summary>Shows the page.</summary>
    public void OnGet([FromQuery(Name = "recommencer")] string? again) => BeginsAgain = again is not null;

    /// <summary>Begins.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Username))
        {
            return Again(nameof(Username), texts["Username.Empty"]);
        }

        cookies.Write(HttpContext, cookies.Recovery, await recoveries.BeginAsync(Profile, Username, ReturnAddress.Keep(ReturnUrl), HttpContext.RequestAborted));
        return Redirect(RecoveryAddress.Of(RecoveryStep.Way));
    }
}
