using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Logout;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Token;

/// <summary>
/// A code against tokens (RFC 6749 §4.1.3). The code is consumed first, atomically; a request that then breaks a rule has burnt it.
/// </summary>
internal sealed class CodeExchange(GrantStore grants, LogoutNotices notices, IdTokenWriter idTokens, IRandomSource random)
{
    public async Task<(TokenAnswer? Answer, OidcError? Error)> RunAsync(TokenRequest request, CancellationToken cancellation)
    {
        var service = request.Service;
        if (request.Form["code"] is not { } code)
        {
            return (null, OidcErrors.MissingCode);
        }

        var accessToken = Handle.New(random);
        if (await grants.RedeemAsync(code, service.ClientId, accessToken, service.AccessTokenSeconds, request.Thumbprint, cancellation) is not { } grant)
        {
            return (null, OidcErrors.InvalidCode);
        }

        if (CodeRules.FirstBreach(grant, request) is { } breach)
        {
            await grants.RevokeAsync(grant, cancellation);
            return (null, breach);
        }

        return await AnswerAsync(service, grant, accessToken, cancellation);
    }

    private async Task<(TokenAnswer? Answer, OidcError? Error)> AnswerAsync(
        Service service, LiveGrant grant, string accessToken, CancellationToken cancellation)
    {
        // Of one without an address too: whoever signs out is told that it stays open.
        await notices.ExpectAsync(grant.SessionId, service.ClientId, cancellation);
        string? refreshToken = null;
        if (grant.Scope.Split(' ').Contains(ScopeNames.OfflineAccess))
        {
            refreshToken = Handle.NewRefresh(random, grant.Key);
            var bound = service.Authentication is ClientAuthenticationMethod.None ? grant.TokenThumbprint : null;
            if (!await grants.AllowRefreshAsync(grant, refreshToken, bound, cancellation))
            {
                return (null, OidcErrors.InvalidCode);
            }
        }

        var idToken = await idTokens.WriteAsync(grant, service, accessToken, withNonce: true, cancellation);
        return (new(accessToken, service.AccessTokenSeconds, idToken, refreshToken, grant.Scope, grant.TokenThumbprint is not null), null);
    }
}
