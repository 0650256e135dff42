using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.FranceConnect;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Tokens;
using EduConnect.Web.Protocols.Oidc.UserInfo;
using EduConnect.Web.Protocols.Saml.Logout;
using Microsoft.AspNetCore.Antiforgery;

namespace EduConnect.Web.Protocols.Oidc.Logout;

/// <summary>
/// Sign-out asked by a service (RP-Initiated Logout 1.0) or by a link. With a valid hint for the person signed in it is done at once;
/// otherwise a page asks, so that no other site can end a session unseen. Ending the session ends every token of it.
/// </summary>
internal sealed class LogoutEndpoint(
    ServiceDirectory services,
    BrowserSessions sessions,
    PairwiseIdentifiers identifiers,
    IdTokenHints hints,
    ServerLogout server,
    Departures departures,
    IAntiforgery antiforgery,
    OidcViews views)
{
    /// <summary>Field of the confirmation page.</summary>
    public const string Confirmed = "ect_confirme";

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (BearerToken.InHeader(http.Request) is { } bearer)
        {
            await server.HandleAsync(http, bearer);
        }
        else if (await RequestParameters.ReadAsync(http.Request, http.RequestAborted) is not { } parameters)
        {
            await views.ErrorAsync(http, OidcErrors.NotAForm, null);
        }
        else
        {
            await InBrowserAsync(http, await ReadAsync(parameters, http.RequestAborted));
        }
    }

    private async Task<LogoutRequest> ReadAsync(RequestParameters parameters, CancellationToken cancellation)
    {
        var hint = await hints.ReadAsync(parameters["id_token_hint"]);
        var service = await services.FindAsync(hint?.ClientId ?? parameters["client_id"], cancellation);
        return new(parameters, hint, service);
    }

    private async Task InBrowserAsync(HttpContext http, LogoutRequest request)
    {
        if (LogoutRules.FirstBreach(request) is { } breach)
        {
            await views.ErrorAsync(http, breach, request.Service);
            return;
        }

        var session = await sessions.ReadAsync(http);
        if (session is null && HttpMethods.IsPost(http.Request.Method) && request.Parameters[Confirmed] is null)
        {
            await AuthorizeAnswer.Redirect(http, AuthorizeAnswer.Address(OidcPaths.Logout, request.Parameters.All()));
        }
        else if (session is null || IsOf(session, request) || await IsConfirmedAsync(http, request))
        {
            await sessions.EndAsync(http, session);
            if (session is null || !await LeaveOthersAsync(http, session, request))
            {
                await LeaveAsync(http, request);
            }
        }
        else
        {
            FranceConnectPolicy.AllowFormAction(http);
            await views.ConfirmLogoutAsync(http, request);
        }
    }

    private bool IsOf(BrowserSession session, LogoutRequest request) =>
        request is { Hint: { } hint, Service: { } service } && hint.Subject == identifiers.Subject(session.AccountId, service.Sector);

    private async Task<bool> IsConfirmedAsync(HttpContext http, LogoutRequest request) =>
        HttpMethods.IsPost(http.Request.Method) && request.Parameters[Confirmed] is not null && await antiforgery.IsRequestValidAsync(http);

    // Past the services entered by SAML and FranceConnect; afterwards the same request comes again, finds no session and goes on to the service.
    private async Task<bool> LeaveOthersAsync(HttpContext http, BrowserSession session, LogoutRequest request)
    {
        var back = AuthorizeAnswer.Address(OidcPaths.Logout, request.Parameters.All().Where(pair => pair.Key != Confirmed));
        var tour = await departures.AfterAsync(session.Id, request.ReturnAddress is null ? null : back, http.RequestAborted);
        var franceConnect = http.RequestServices.GetRequiredService<FranceConnectSignOut>();
        if ((await franceConnect.LeaveAsync(http, session.AccountId, session.Methods, tour ?? back) ?? tour) is not { } address)
        {
            return false;
        }

        await AuthorizeAnswer.Redirect(http, address);
        return true;
    }

    private Task LeaveAsync(HttpContext http, LogoutRequest request)
    {
        if (request.ReturnAddress is not { } address)
        {
            return views.LoggedOutAsync(http, request.Service);
        }

        KeyValuePair<string, string>[] fields = request.Parameters["state"] is { } state ? [new("state", state)] : [];
        return AuthorizeAnswer.Redirect(http, AuthorizeAnswer.Address(address, fields));
    }
}
