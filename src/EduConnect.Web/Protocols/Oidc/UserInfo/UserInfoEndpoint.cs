using System.Text.Json;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Tokens;

namespace EduConnect.Web.Protocols.Oidc.UserInfo;

/// <summary>The userinfo endpoint (OpenID Connect Core §5.3): plain JSON, or a JWT when the contract says so, by GET or POST; a stray Content-Type on a GET is no reason to refuse.</summary>
internal sealed class UserInfoEndpoint(GrantStore grants, ServiceDirectory services, ClaimsOfPerson claims, PairwiseIdentifiers identifiers, SignedUserInfo signed)
{
    public async Task HandleAsync(HttpContext http)
    {
        var (token, error) = await BearerToken.ReadAsync(http);
        if (token is null)
        {
            await RefuseAsync(http, error!);
            return;
        }

        var grant = await grants.FindByTokenAsync(token, http.RequestAborted);
        var service = await services.FindAsync(grant?.ClientId, http.RequestAborted);
        RefusalLog.Concerns(http, service);
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

    /// <summary>RFC 6750 §3: the challenge says why, unless no token was sent.</summary>
    private static Task RefuseAsync(HttpContext http, OidcError error)
    {
        RefusalLog.Note(http, error.Id);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = error.Status;
        http.Response.Headers.WWWAuthenticate = error.Code.Length == 0
            ? "Bearer realm=\"oidc\""
            : $"Bearer realm=\"oidc\", error=\"{error.Code}\", error_description=\"{error.Description} ({error.Id})\"";
        return Task.CompletedTask;
    }
}
