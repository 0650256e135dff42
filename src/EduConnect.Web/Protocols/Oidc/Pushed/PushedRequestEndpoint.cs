using EduConnect.Core.Federation.Pushed;
using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Clients;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Possession;
using Microsoft.Extensions.Primitives;

namespace EduConnect.Web.Protocols.Oidc.Pushed;

/// <summary>
/// The pushed authorization request endpoint (RFC 9126 §2): the service proves itself as at the token endpoint, its request obeys the rules
/// of the authorization endpoint, and the browser then carries an address instead of the request. A key proved here is the one the code will need (RFC 9449 §10.1).
/// </summary>
internal sealed class PushedRequestEndpoint(ClientAuthenticator clients, PossessionProofs proofs, PushedRequests requests)
{
    private static readonly string[] OfAuthentication = ["client_id", "client_secret", "client_assertion", "client_assertion_type"];
    private static readonly string[] Kept = ["client_id", "redirect_uri", .. AuthorizeRequest.Names];

    public async Task HandleAsync(HttpContext http)
    {
        var form = await RequestParameters.ReadFormAsync(http.Request, http.RequestAborted);
        var (handle, error) = form is null
            ? (null, OidcErrors.FormRequired)
            : form.HasRepeated(OfAuthentication) ? (null, OidcErrors.PushedParameterRepeated) : await KeepAsync(http, form);
        await (error is not null ? JsonAnswer.WriteAsync(http, error) : JsonAnswer.WriteAsync(http, StatusCodes.Status201Created, writer =>
        {
            writer.WriteString("request_uri", PushedParameters.Prefix + handle);
            writer.WriteNumber("expires_in", (int)PushedRequests.Life.TotalSeconds);
        }));
    }

    private async Task<(string? Handle, OidcError? Error)> KeepAsync(HttpContext http, RequestParameters form)
    {
        var (service, error) = await clients.AuthenticateAsync(http, form);
        if (service is null)
        {
            return (null, error);
        }

        (var thumbprint, error) = await proofs.ReadAsync(http, OidcPaths.Pushed, accessToken: null);
        error ??= thumbprint is not null && form["dpop_jkt"] is { } named && named != thumbprint ? OidcErrors.PushedByAnotherKey : null;
        if (error is not null)
        {
            return (null, error);
        }

        var request = Request(form, service, form["dpop_jkt"] is null ? thumbprint : null);
        return PushedRules.FirstBreach(request) is { } breach
            ? (null, breach)
            : (await requests.KeepAsync(service.ClientId, AuthorizeAnswer.Address(string.Empty, request.Parameters.All()), http.RequestAborted), null);
    }

    /// <summary>What an authorization request may say, without the proof of the service; the service is the one that proved itself.</summary>
    private static AuthorizeRequest Request(RequestParameters form, Service service, string? thumbprint)
    {
        var fields = form.All().Where(pair => Kept.Contains(pair.Key) && pair.Key != "client_id" && (thumbprint is null || pair.Key != "dpop_jkt")).GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
            .Select(group => new KeyValuePair<string, StringValues>(group.Key, group.ToArray()));
        fields = thumbprint is null ? fields : fields.Append(new("dpop_jkt", thumbprint));
        return new AuthorizeRequest(new(fields.Prepend(new("client_id", service.ClientId)).ToList()), service) { PushedMark = string.Empty };
    }
}
