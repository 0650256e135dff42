using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Logout;

/// <summary>
/// Sign-out by the service's own server: a GET with the identity token as Bearer, as services in the field do (federation.md b).
/// It ends the session that token was given in, and no other; done twice it is done.
/// </summary>
internal sealed class ServerLogout(IdTokenHints hints, SessionIdentifiers identifiers, BrowserSessions sessions)
{
    public async Task HandleAsync(HttpContext http, string bearer)
    {
        if (await hints.ReadAsync(bearer) is not { Sid: { } sid } hint || identifiers.Read(hint.ClientId, sid) is not { } session)
        {
            var error = OidcErrors.InvalidLogoutBearer;
            RefusalLog.Note(http, error.Id);
            JsonAnswer.WithoutPage(http);
            http.Response.StatusCode = error.Status;
            http.Response.Headers.WWWAuthenticate = $"Bearer realm=\"oidc\", error=\"{error.Code}\", error_description=\"{error.Description} ({error.Id})\"";
            return;
        }

        await sessions.EndAsync(http, session, account: null);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
