using System.Text.Json;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Oidc.Clients;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Possession;

namespace EduConnect.Web.Protocols.Oidc.Token;

/// <summary>
/// Introspection (RFC 7662), for confidential clients and their own tokens only: of any other token the answer is that of an unknown
/// one (§2.2).
/// </summary>
internal sealed class IntrospectionEndpoint(ClientAuthenticator clients, GrantStore grants, PairwiseIdentifiers identifiers, ServiceOptions options)
{
    private static readonly string[] Names = ["token", "token_type_hint", "client_id", "client_secret", "client_assertion", "client_assertion_type"];

    public async Task HandleAsync(HttpContext http)
    {
        var form = await RequestParameters.ReadFormAsync(http.Request, http.RequestAborted);
        var (service, error) = form is null
            ? (null, OidcErrors.FormRequired)
            : form.HasRepeated(Names) ? (null, OidcErrors.TokenParameterRepeated) : await clients.AuthenticateAsync(http, form);
        error ??= service!.Authentication is ClientAuthenticationMethod.None ? OidcErrors.PublicIntrospection : null;
        error ??= form!["token"] is null ? OidcErrors.MissingToken : null;
        await (error is null ? WriteAsync(http, service!, form!["token"]!) : JsonAnswer.WriteAsync(http, error));
    }

    private async Task WriteAsync(HttpContext http, Service service, string token)
    {
        var family = await grants.FindByRefreshAsync(token, http.RequestAborted);
        var grant = family ?? await grants.FindByTokenAsync(token, http.RequestAborted);
        await JsonAnswer.WriteAsync(http, StatusCodes.Status200OK, writer =>
        {
            var active = grant?.ClientId == service.ClientId;
            writer.WriteBoolean("active", active);
            if (active)
            {
                Write(writer, service, grant!, isRefresh: family is not null);
            }
        });
    }

    private void Write(Utf8JsonWriter writer, Service service, LiveGrant grant, bool isRefresh)
    {
        var end = isRefresh ? grant.RefreshExpiresAt : grant.TokenExpiresAt;
        writer.WriteString("scope", isRefresh ? grant.Scope : grant.TokenScope);
        writer.WriteString("client_id", grant.ClientId);
        var thumbprint = isRefresh ? grant.RefreshThumbprint : grant.TokenThumbprint;
        writer.WriteString("token_type", isRefresh ? "refresh_token" : thumbprint is null ? "Bearer" : PossessionProofs.Name);
        writer.WriteNumber("exp", new DateTimeOffset(end!.Value).ToUnixTimeSeconds());
        writer.WriteString("sub", identifiers.Subject(grant.AccountId, service.Sector));
        writer.WriteString("iss", options.PublicOrigin);
        writer.WriteString("aud", grant.ClientId);
        if (thumbprint is not null)
        {
            // RFC 9449 §6.2
            writer.WriteStartObject("cnf");
            writer.WriteString("jkt", thumbprint);
            writer.WriteEndObject();
        }
    }
}
