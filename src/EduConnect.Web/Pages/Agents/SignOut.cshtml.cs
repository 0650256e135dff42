using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Web.Administration;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Protocols.Agents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Agents;

/// <summary>Ends the agent's session, on the server and in the browser, and at the provider that opened it.</summary>
[WorksInMaintenance]
internal sealed class SignOutModel(AgentSessions sessions, AgentProviderVisits visits, ServiceOptions service) : PageModel
{
    /// <summary>The page is a form: signing out is never done by a link.</summary>
    public PageResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var name = AgentAuthentication.CookieName(service);
        string? leave = null;
        if (Request.Cookies[name] is { Length: > 0 and <= 200 } handle)
        {
            leave = await visits.LeaveAsync(HttpContext, handle);
            await sessions.CloseAsync(handle, cancellationToken);
        }

        Response.Cookies.Delete(name, AgentAuthentication.Cookie(service));
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Redirect(leave ?? AgentAuthentication.SignInPath);
    }
}
