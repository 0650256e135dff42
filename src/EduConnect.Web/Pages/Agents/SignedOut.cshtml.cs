using EduConnect.Web.Administration;
using EduConnect.Web.Protocols.Agents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Agents;

/// <summary>Agents come back here after signing out at the provider; here they are signed out already.</summary>
internal sealed class SignedOutModel(AgentProviderVisits visits) : PageModel
{
    public async Task<IActionResult> OnGetAsync()
    {
        await visits.AfterLeavingAsync(HttpContext);
        return Redirect(AgentAuthentication.SignInPath);
    }
}
