using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Token;

/// <summary>A refresh token against new tokens (RFC 6749 §6), always rotated (RFC 9700 §4.14.2), for whom the service still receives.</summary>
internal sealed class RefreshExchange(GrantStore grants, ServiceDoor door, IdTokenWriter idTokens, IRandomSource random)
{
    public async Task<(TokenAnswer? Answer, OidcError? Error)> RunAsync(TokenRequest request, CancellationToken cancellation)
    {
        var (service, form) = (request.Service, request.Form);
        if (form["refresh_token"] is not { } presented)
        {
            return (null, OidcErrors.MissingRefreshToken);
        }

        if (!service.Scopes.Contains(ScopeNames.OfflineAccess) || Handle.GrantOf(presented) is not { } key)
        {
            return (null, OidcErrors.InvalidRefreshToken);
        }

        var (scope, error) = await NarrowAsync(presented, form.Words("scope"), cancellation);
        return error is null ? await SwapAsync(request, presented, key, scope, cancellation) : (null, error);
    }

    /// <summary>A wider scope is refused before the token is used up (RFC 6749 §6).</summary>
    private async Task<(string? Scope, OidcError? Error)> NarrowAsync(string presented, string[] wanted, CancellationToken cancellation)
    {
        if (wanted.Length == 0 || await grants.FindByRefreshAsync(presented, cancellation) is not { } grant)
        {
            return (null, null);
        }

        var granted = grant.Scope.Split(' ');
        return wanted.All(granted.Contains) ? (string.Join(' ', wanted.Distinct(StringComparer.Ordinal)), null) : (null, OidcErrors.WiderScope);
    }

    private async Task<(TokenAnswer? Answer, OidcError? Error)> SwapAsync(
        TokenRequest request, string presented, byte[] key, string? scope, CancellationToken cancellation)
    {
        var service = request.Service;
        var accessToken = Handle.New(random);
        var refreshToken = Handle.NewRefresh(random, key);
        var swap = new RefreshSwap(service.ClientId, presented, refreshToken, accessToken, service.AccessTokenSeconds, scope, request.Thumbprint);
        if (await grants.RefreshAsync(swap, cancellation) is not { } grant)
        {
            return (null, OidcErrors.InvalidRefreshToken);
        }

        if (await door.RefusalAsync(service, grant.AccountId, grant.Profile, cancellation) is not null)
        {
            await grants.RevokeAsync(grant, cancellation);
            return (null, OidcErrors.NotReceivedAnyMore);
        }

        var idToken = await idTokens.WriteAsync(grant, service, accessToken, withNonce: false, cancellation);
        return (new(accessToken, service.AccessTokenSeconds, idToken, refreshToken, grant.TokenScope, grant.TokenThumbprint is not null), null);
    }
}
