using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Pages.SignIn;

/// <summary>Choice of the profile (rows #28, #29), remembered on the device; a service may have chosen already.</summary>
[AllowAnonymous]
internal sealed class ProfileModel(SessionCookies cookies) : PageModel
{
    private static readonly string[] Profiles = [CredentialsModel.Guardian, CredentialsModel.Pupil];

    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Username to begin with; nothing tells whether it exists (S-EN4).</summary>
    [BindProperty(SupportsGet = true, Name = "identifiant")]
    public string? Username { get; set; }

    /// <summary>Shows the choice, or goes on with the one that the service asks for or the device remembers.</summary>
    public IActionResult OnGet([FromQuery(Name = "profil")] string? profile, [FromQuery(Name = "changer")] string? change)
    {
        var remembered = change is null ? Request.Cookies[cookies.Profile] : null;
        return Profiles.FirstOrDefault(one => one == (profile ?? remembered)) is { } known ? Redirect(Address(known)) : Page();
    }

    /// <summary>The sign-in page of a profile, with what has to be carried along.</summary>
    public string Address(string profile) => QueryHelpers.AddQueryString(
        "/connexion/" + profile,
        new Dictionary<string, string?> { ["returnUrl"] = ReturnAddress.Keep(ReturnUrl), ["identifiant"] = Username is { Length: > 0 and <= 200 } ? Username : null }.Where(pair => pair.Value is not null));
}
