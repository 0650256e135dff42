using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.SignIn.Providers;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.Providers;

/// <summary>What an id_token must say beyond its signature (OpenID Connect Core §3.1.3.7 and §3.1.3.8): subject, nonce, the access token it came with.</summary>
internal static class IdTokenRules
{
    private const int LongestSubject = 255;

    /// <summary>Why the token is refused; null when it is good.</summary>
    /// <param name="token">verified already</param>
    /// <param name="request">the journey it must belong to</param>
    /// <param name="accessToken">what came with it</param>
    /// <param name="needsHash">the token must name its access token; otherwise it may leave that out, but never name another</param>
    public static string? Breach(JsonWebToken token, ProviderRequest request, string accessToken, bool needsHash)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token switch
        {
            _ when Text(token, "sub") is not { Length: > 0 and <= LongestSubject } => "sub missing",
            _ when !ProviderTicket.IsNonceOf(request, Text(token, "nonce")) => "nonce of another journey",
            _ when (needsHash || token.TryGetPayloadValue<object>("at_hash", out _)) && Text(token, "at_hash") != HalfHash(accessToken) => "at_hash does not match",
            _ => null,
        };
    }

    /// <summary>A claim that is a text; null for anything else.</summary>
    public static string? Text(JsonWebToken token, string name)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.TryGetPayloadValue<object>(name, out var value) ? value as string : null;
    }

    /// <summary>Left half of the SHA-256 of an access token, in base64url.</summary>
    public static string HalfHash(string accessToken) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
}
