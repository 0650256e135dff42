using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Protocols.FranceConnect;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Tokens;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>
/// Ends the session that a checked request means: that of its index, else that of this browser, and only if the service knows the person
/// there by the name it sent. Then the other services are told, and the first one gets its answer.
/// </summary>
internal sealed class LogoutContinueEndpoint(
    ServiceDirectory services, BrowserSessions sessions, SessionIdentifiers identifiers, SamlVisits visits, Departures departures, LogoutSender sender,
    ProtectedState states, SamlViews views, TimeProvider clock)
{
    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var pending = PendingLogout.Read(states, http.Request.Query["demande"] is [{ } only] ? only : null);
        if (pending is null || clock.GetUtcNow().UtcDateTime - pending.ArrivedAt > PendingLogout.Life)
        {
            await views.ErrorAsync(http, SamlErrors.Expired, null);
            return;
        }

        var service = await services.FindAsync(pending.Answer.ClientId, http.RequestAborted);
        if (service is not { Enabled: true, Saml: not null })
        {
            await views.ErrorAsync(http, SamlErrors.ClosedService, service);
            return;
        }

        await EndAsync(http, service, pending);
    }

    private async Task EndAsync(HttpContext http, Service service, PendingLogout pending)
    {
        var present = await sessions.ReadAsync(http);
        var meant = pending.SessionIndex is ['_', .. var index] ? identifiers.Read(service.ClientId, index) ?? Guid.Empty : present?.Id;
        if (meant is not { } session)
        {
            // Nobody is signed in here and no session is named: it is done already.
            await sender.AnswerAsync(http, service, pending.Answer, null);
            return;
        }

        if (await visits.FindAsync(session, service.ClientId, http.RequestAborted) is not { } visit || visit.NameId != pending.NameId)
        {
            await sender.AnswerAsync(http, service, pending.Answer, SamlErrors.UnknownPrincipal);
            return;
        }

        await visits.LeftAsync(session, service.ClientId, http.RequestAborted);
        var isPresent = present?.Id == session;
        await (isPresent ? sessions.EndAsync(http, present) : sessions.EndAsync(http, session, await visits.HolderOfAsync(session, http.RequestAborted)));
        var next = await departures.AnswerAfterAsync(session, pending.Answer, http.RequestAborted);
        var franceConnect = isPresent ? http.RequestServices.GetRequiredService<FranceConnectSignOut>() : null;
        await AuthorizeAnswer.Redirect(http, franceConnect is null ? next : await franceConnect.LeaveAsync(http, present!.AccountId, present.Methods, next) ?? next);
    }
}
