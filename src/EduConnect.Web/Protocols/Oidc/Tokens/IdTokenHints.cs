using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Oidc.Keys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Tokens;

/// <summary>
/// Identity tokens that come back to us as hints (OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2): our signature, our issuer,
/// asymmetric algorithms only, no token of another kind (RFC 8725 §3.11); expired ones are accepted, keys inside the token are ignored.
/// </summary>
internal sealed class IdTokenHints(SigningKeys keys, ServiceOptions options)
{
    private const int LongestHint = 8 * 1024;
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>What the token says; null when it is not one of ours.</summary>
    public async Task<IdTokenHint?> ReadAsync(string? token)
    {
        if (token is null or { Length: > LongestHint })
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidTypes = ["JWT"],
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = keys.Published.Select(key => key.Credentials.Key),
            TryAllIssuerSigningKeys = false,
            ValidIssuer = options.PublicOrigin,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        // Signed userinfo has the same type, issuer and audience; only identity tokens expire.
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } && jwt.TryGetPayloadValue<long>("exp", out _) && jwt.Audiences.ToArray() is [var audience]
            ? new(audience, jwt.Subject, jwt.TryGetPayloadValue<string>("sid", out var sid) ? sid : null)
            : null;
    }
}

/// <summary>A verified hint.</summary>
/// <param name="ClientId">The service it was made for.</param>
/// <param name="Subject">The person, as that service knows them.</param>
/// <param name="Sid">The session, as that service knows it.</param>
internal sealed record IdTokenHint(string ClientId, string Subject, string? Sid);
