using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>The sessions of browsers, as this protocol reads and ends them. Ending one ends every token given in it.</summary>
internal sealed class BrowserSessions(
    IDbContextFactory<OperationalDb> stores, Sessions sessions, SessionCookies cookies, SignInJournal journal)
{
    /// <summary>The live session of a pupil or guardian; null when there is none. An agent's is none here.</summary>
    public async Task<BrowserSession?> ReadAsync(HttpContext http)
    {
        if (http.Request.Cookies[cookies.Session] is not { Length: > 0 } handle)
        {
            return null;
        }

        await using var store = await stores.CreateDbContextAsync(http.RequestAborted);
        return await sessions.FindAsync(store, handle, http.RequestAborted) is { Kind: SessionKind.Pupil or SessionKind.Guardian } session
            ? new(session.Id, session.HolderId, (Audience)session.Kind, session.AuthenticatedAt, session.Methods)
            : null;
    }

    /// <summary>Ends the session of this browser, known to be <paramref name="session"/>, and forgets its cookies; null forgets only.</summary>
    public async Task EndAsync(HttpContext http, BrowserSession? session)
    {
        if (session is not null)
        {
            await EndAsync(http, session.Id, session.AccountId);
        }

        cookies.Delete(http, cookies.Session);
        cookies.Delete(http, cookies.Activation);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    /// <summary>Ends a session from outside its browser. A session that is over stays over.</summary>
    /// <param name="http">The request, for the journal.</param>
    /// <param name="session">The session.</param>
    /// <param name="account">Its holder, when known.</param>
    public async Task EndAsync(HttpContext http, Guid session, Guid? account)
    {
        await using var store = await stores.CreateDbContextAsync(http.RequestAborted);
        await sessions.EndAsync(store, session, http.RequestAborted);
        journal.Note(store, SignInJournal.SignedOutCode, account, http.TraceIdentifier, http.Connection.RemoteIpAddress?.ToString());
        await store.SaveChangesAsync(http.RequestAborted);
    }
}
