using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Recovery;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Pages.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>A page of self-help before anything is known: profile and way back stand in its address, or the device remembers the profile. Showing it looks at no store.</summary>
[AllowAnonymous]
internal abstract class RecoveryStartPage : PageModel
{
    /// <summary>Segment of the sign-in page one comes from.</summary>
    [BindProperty(SupportsGet = true, Name = "profil")]
    public string? ProfileName { get; set; }

    /// <summary>Where to go after signing in.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Pupil or guardian: as the address says, otherwise as this device signed in last (domain 6.1); a pupil is never led to guardians' ways by a link without profile.</summary>
    public AccountKind Profile => (ProfileName ?? Remembered) == CredentialsModel.Pupil ? AccountKind.Pupil : AccountKind.Guardian;

    /// <summary>Whether guardians' ways are shown.</summary>
    public bool IsGuardian => Profile == AccountKind.Guardian;

    /// <summary>The sign-in page.</summary>
    public string SignInAddress => RecoveryAddress.SignIn(Profile, ReturnUrl);

    /// <summary>Who asks.</summary>
    protected RecoveryCaller Caller => CallerOf(HttpContext);

    private string? Remembered => Request.Cookies[HttpContext.RequestServices.GetRequiredService<SessionCookies>().Profile];

    /// <summary>Another page of self-help, with what has to be carried along.</summary>
    public string Address(string path) => RecoveryAddress.Of(path, Profile, ReturnUrl);

    /// <summary>Who makes a request.</summary>
    public static RecoveryCaller CallerOf(HttpContext http)
    {
        IPAddress? address = http.Connection.RemoteIpAddress;
        return new RecoveryCaller(address, http.TraceIdentifier);
    }

    /// <summary>The page again, with what is to correct.</summary>
    protected PageResult Again(string field, string sentence, int status = StatusCodes.Status422UnprocessableEntity)
    {
        ModelState.AddModelError(field, sentence);
        Response.StatusCode = status;
        return Page();
    }
}
