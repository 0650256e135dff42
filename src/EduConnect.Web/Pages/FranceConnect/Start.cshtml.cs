using EduConnect.Core.FranceConnect;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Pages.SignIn;
using EduConnect.Web.Protocols.FranceConnect;
using EduConnect.Web.Protocols.Providers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.FranceConnect;

/// <summary>The button "S'identifier avec FranceConnect" (rows #30, #37): a form post of ours, never a link.</summary>
[AllowAnonymous, WorksInMaintenance]
internal sealed class StartModel(FranceConnectVisits visits, FranceConnectAvailability availability, ReturnAddress returns, SessionCookies cookies) : PageModel
{
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>An address typed or kept: there is nothing to show.</summary>
    public IActionResult OnGet() => Redirect("/connexion/" + CredentialsModel.Guardian);

    /// <summary>Sends the browser to FranceConnect. Whoever presses the button is a guardian from now on, on this device.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await returns.AllowAsync(HttpContext, ReturnUrl);
        if (await availability.RefreshAsync(HttpContext.RequestAborted) != FranceConnectOffer.On)
        {
            return Redirect("/connexion/" + CredentialsModel.Guardian);
        }

        cookies.WriteProfile(HttpContext, CredentialsModel.Guardian);
        try
        {
            return Redirect(await visits.BeginAsync(HttpContext, FranceConnectGoal.SignIn, null, ReturnAddress.Keep(ReturnUrl)));
        }
        catch (ProviderException)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }
}
