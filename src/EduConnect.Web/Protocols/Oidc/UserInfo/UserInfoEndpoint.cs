using System.Text.Json;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Possession;
using EduConnect.Web.Protocols.Oidc.Tokens;

namespace EduConnect.Web.Protocols.Oidc.UserInfo;

/// <summary>The userinfo endpoint (OpenID Connect Core §5.3): plain JSON, or a JWT when the contract says so, by GET or POST; a stray Content-Type on a GET is no reason to refuse.</summary>
internal sealed class UserInfoEndpoint(GrantStore grants, ServiceDirectory services, ClaimsOfPerson claims, PairwiseIdentifiers identifiers, SignedUserInfo signed, BoundToken binding)
{
    public async Task HandleAsync(HttpContext http)
    {
        var (token, error) = await BearerToken.ReadAsync(http);
        if (token is null)
        {
            await RefuseAsync(http, error!);
            return;
        }

        var grant = await grants.FindByTokenAsync(token.Token, http.RequestAborted);
        var service = await services.FindAsync(grant?.ClientId, http.RequestAborted);
        RefusalLog.Concerns(http, service);
        if (grant is not null && await binding.RefusalAsync(http, OidcPaths.UserInfo, token, grant) is { } refusal)
        {
            await RefuseAsync(http, refusal);
            return;
        }

        var released = grant is not null && service is { Enabled: true } ? await ReadAsync(grant, service, http.RequestAborted) : null;
        if (released is null)
        {
            await RefuseAsync(http, OidcErrors.InvalidBearer);
            return;
        }

        var subject = identifiers.Subject(grant!.AccountId, service!.Sector);
        await (service.UserInfoSigning is { } algorithm ? signed.WriteAsync(http, service.ClientId, algorithm, Members) : JsonAnswer.WriteAsync(http, StatusCodes.Status200OK, Members));

        void Members(Utf8JsonWriter writer)
        {
            writer.WriteString(ClaimNames.Subject, subject);
            ClaimsOfPerson.Write(writer, released);
        }
    }

    private Task<IReadOnlyList<ReleasedClaim>?> ReadAsync(LiveGrant grant, Service service, CancellationToken cancellation) =>
        claims.ReadAsync(
            grant, service, grant.TokenScope.Split(' '), grant.UserInfoClaims.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellation);

    /// <summary>RFC 6750 §3 and RFC 9449 §7.1: the challenges say how a token is sent, and the one that was meant says why it was refused, unless no token was sent.</summary>
    private static Task RefuseAsync(HttpContext http, OidcError error)
    {
        RefusalLog.Note(http, error.Id);
        JsonAnswer.WithoutPage(http);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = error.Status;
        var why = error.Code.Length == 0 ? string.Empty : $", error=\"{error.Code}\", error_description=\"{error.Description} ({error.Id})\"";
        var isBound = error.Code.Length > 0 && http.Request.Headers.Authorization.ToString().StartsWith(PossessionProofs.Name + " ", StringComparison.OrdinalIgnoreCase);
        http.Response.Headers.WWWAuthenticate = new([$"Bearer realm=\"oidc\"{(isBound ? string.Empty : why)}", $"{PossessionProofs.Name} realm=\"oidc\", algs=\"{string.Join(' ', ProofHeader.Algorithms)}\"{(isBound ? why : string.Empty)}"]);
        return Task.CompletedTask;
    }
}
