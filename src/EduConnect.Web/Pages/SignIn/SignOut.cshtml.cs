using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Design;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Protocols.FranceConnect;
using EduConnect.Web.Protocols.Saml.Logout;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.SignIn;

/// <summary>Ends the session of this browser; only a form post of ours does it, a link asks first.</summary>
/// <remarks>
/// Antiforgery tokens are bound to who is signed in, so they are checked here, once the session is known: after its
/// session has run out nobody gets an error for signing out.
/// </remarks>
[AllowAnonymous, IgnoreAntiforgeryToken, WorksInMaintenance]
internal sealed class SignOutModel(SessionCookies cookies, Sessions sessions, SignInJournal journal, IAntiforgery antiforgery, PageFrame frame, OperationalDb db) : PageModel
{
    /// <summary>Whether it has been done.</summary>
    public bool Done { get; private set; }

    /// <summary>Asks.</summary>
    public async Task OnGetAsync() => Done = await IdentifyAsync() is null;

    /// <summary>
    /// Ends the session; without one it is done already. Whoever came by FranceConnect is signed out there next (federation reference d.7),
    /// then the services entered by SAML are told.
    /// </summary>
    public async Task<IActionResult> OnPostAsync([FromServices] FranceConnectSignOut franceConnect, [FromServices] Departures departures)
    {
        var session = await IdentifyAsync();
        if (session is not null)
        {
            if (!await antiforgery.IsRequestValidAsync(HttpContext))
            {
                return BadRequest();
            }

            await sessions.EndAsync(db, session.Id, HttpContext.RequestAborted);
            journal.Note(db, SignInJournal.SignedOutCode, session.HolderId, HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString());
            await db.SaveChangesAsync(HttpContext.RequestAborted);
        }

        cookies.Delete(HttpContext, cookies.Session);
        cookies.Delete(HttpContext, cookies.Activation);
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        frame.SignOutPath = frame.PortalPath = null;
        frame.SessionSeconds = null;
        Done = true;
        if (session is null)
        {
            return Page();
        }

        var tour = await departures.AfterAsync(session.Id, null, HttpContext.RequestAborted);
        return (await franceConnect.LeaveAsync(HttpContext, session, tour) ?? tour) is { } address ? Redirect(address) : Page();
    }

    private async Task<Session?> IdentifyAsync()
    {
        var result = await HttpContext.AuthenticateAsync(FamilySessionHandler.SchemeName);
        HttpContext.User = result.Principal ?? HttpContext.User;
        return HttpContext.Features.Get<Session>();
    }
}
