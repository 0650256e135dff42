using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.SignIn;

/// <summary>Ends the session of this browser; only a form post does it, a link asks first.</summary>
[AllowAnonymous]
internal sealed class SignOutModel(SessionCookies cookies, Sessions sessions, SignInJournal journal, OperationalDb db) : PageModel
{
    /// <summary>Whether it has been done.</summary>
    public bool Done { get; private set; }

    /// <summary>Asks.</summary>
    public void OnGet() => Done = Request.Cookies[cookies.Session] is null;

    /// <summary>Ends the session; without one it is done already.</summary>
    public async Task OnPostAsync()
    {
        if (await sessions.FindAsync(db, Request.Cookies[cookies.Session], HttpContext.RequestAborted) is { } session)
        {
            await sessions.EndAsync(db, session.Id, HttpContext.RequestAborted);
            journal.Note(db, SignInJournal.SignedOutCode, session.HolderId, HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString());
            await db.SaveChangesAsync(HttpContext.RequestAborted);
        }

        cookies.Delete(HttpContext, cookies.Session);
        cookies.Delete(HttpContext, cookies.Activation);
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        Done = true;
    }
}
