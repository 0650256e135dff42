using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Oidc.Messages;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Possession;

/// <summary>
/// Proofs that whoever calls holds a private key (RFC 9449, DPoP): a token bound to that key is worth nothing to whoever steals it. A proof is for one method and one address, within a minute of
/// our clock, and is used once; which were used is in the operational store, so that no other node takes one again. Servers' nonces (§8) are not asked for.
/// </summary>
internal sealed class PossessionProofs(AssertionMarks marks, ServiceOptions options, TimeProvider clock)
{
    /// <summary>Name of the header, and of the scheme of a bound access token.</summary>
    public const string Name = "DPoP";

    /// <summary>How far the clock of a service may be from ours.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private const int LongestProof = 6_000;

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestProof };

    /// <summary>Reads the proof of a request.</summary>
    /// <param name="http">the request</param>
    /// <param name="path">the endpoint it is at</param>
    /// <param name="accessToken">the access token it comes with; null at endpoints that give one</param>
    /// <returns>the thumbprint (RFC 7638) of the key that was proved; neither when there is no proof</returns>
    public async ValueTask<(string? Thumbprint, OidcError? Error)> ReadAsync(HttpContext http, string path, string? accessToken)
    {
        var header = http.Request.Headers[Name];
        if (header.Count == 0)
        {
            return (null, null);
        }

        if (header is not [{ Length: > 0 and <= LongestProof } text] || ProofHeader.Read(text) is not { } key)
        {
            return (null, OidcErrors.MalformedProof);
        }

        var result = await _handler.ValidateTokenAsync(text, Parameters(key));
        if (result is not { IsValid: true, SecurityToken: JsonWebToken proof })
        {
            return (null, OidcErrors.MalformedProof);
        }

        var thumbprint = Base64Url.EncodeToString(key.ComputeJwkThumbprint());
        return IsForThis(proof, http.Request.Method, path, accessToken) && await IsFirstUseAsync(proof, thumbprint, http.RequestAborted) ? (thumbprint, null) : (null, OidcErrors.StrayProof);
    }

    /// <summary>Which key is meant is said by the proof itself (§4.2); what it is worth is said by the token that is bound to it.</summary>
    private static TokenValidationParameters Parameters(JsonWebKey key) => new()
    {
        ValidTypes = [ProofHeader.Type],
        ValidAlgorithms = ProofHeader.Algorithms,
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = true,
        ValidateIssuer = false,
        ValidateAudience = false,
        ValidateLifetime = false,
    };

    private bool IsForThis(JsonWebToken proof, string method, string path, string? accessToken) =>
        Text(proof, "htm") == method
        && IsHere(Text(proof, "htu"), path)
        && proof.TryGetPayloadValue<long>("iat", out var issued)
        && IsNow(issued)
        && (accessToken is null || Text(proof, "ath") == Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(accessToken))));

    // §4.3: without query and fragment; scheme and host in any case.
    private bool IsHere(string? address, string path) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.GetLeftPart(UriPartial.Path) == new Uri(options.PublicOrigin + path).GetLeftPart(UriPartial.Path);

    private bool IsNow(long issued) => Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - (decimal)issued) <= (decimal)Window.TotalSeconds;

    private async Task<bool> IsFirstUseAsync(JsonWebToken proof, string thumbprint, CancellationToken cancellation) =>
        Text(proof, "jti") is { Length: > 0 and <= 200 } identifier
        && await marks.TryUseAsync($"{Name} {thumbprint}", identifier, clock.GetUtcNow().UtcDateTime + Window + Window + TimeSpan.FromSeconds(1), cancellation);

    private static string? Text(JsonWebToken proof, string name) => proof.TryGetPayloadValue<object>(name, out var value) ? value as string : null;
}
