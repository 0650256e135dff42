using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Clients;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Token;

/// <summary>Revocation (RFC 7009). An unknown token is a success (§2.2); the hint is not needed, the forms differ.</summary>
internal sealed class RevocationEndpoint(ClientAuthenticator clients, GrantStore grants)
{
    private static readonly string[] Names = ["token", "token_type_hint", "client_id", "client_secret", "client_assertion", "client_assertion_type"];

    public async Task HandleAsync(HttpContext http)
    {
        var form = await RequestParameters.ReadFormAsync(http.Request, http.RequestAborted);
        var error = form is null
            ? OidcErrors.FormRequired
            : form.HasRepeated(Names) ? OidcErrors.TokenParameterRepeated : await RevokeAsync(http, form);
        if (error is not null)
        {
            await JsonAnswer.WriteAsync(http, error);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status200OK;
    }

    private async Task<OidcError?> RevokeAsync(HttpContext http, RequestParameters form)
    {
        var (service, error) = await clients.AuthenticateAsync(http, form);
        if (service is null)
        {
            return error;
        }

        return form["token"] is { } token ? await RevokeAsync(service, token, http.RequestAborted) : OidcErrors.MissingToken;
    }

    private async Task<OidcError?> RevokeAsync(Service service, string token, CancellationToken cancellation)
    {
        var family = await grants.FindByRefreshAsync(token, cancellation);
        var grant = family ?? await grants.FindByTokenAsync(token, cancellation);
        if (grant is null)
        {
            return null;
        }

        if (grant.ClientId != service.ClientId)
        {
            return OidcErrors.TokenOfAnotherClient;
        }

        await (family is null ? grants.RevokeAccessAsync(token, cancellation) : grants.RevokeAsync(grant, cancellation));
        return null;
    }
}
