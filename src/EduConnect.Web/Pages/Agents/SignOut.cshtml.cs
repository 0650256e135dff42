using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Web.Administration;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Agents;

/// <summary>Ends the agent's session, on the server and in the browser.</summary>
[WorksInMaintenance]
internal sealed class SignOutModel(AgentSessions sessions, ServiceOptions service) : PageModel
{
    /// <summary>The page is a form: signing out is never done by a link.</summary>
    public PageResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var name = AgentAuthentication.CookieName(service);
        if (Request.Cookies[name] is { } handle)
        {
            await sessions.CloseAsync(handle, cancellationToken);
        }

        Response.Cookies.Delete(name, AgentAuthentication.Cookie(service));
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Redirect(AgentAuthentication.SignInPath);
    }
}
