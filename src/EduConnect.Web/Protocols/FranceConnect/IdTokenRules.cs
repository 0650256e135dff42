using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.FranceConnect;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>What an id_token must say beyond its signature (OpenID Connect Core §3.1.3.7 and §3.1.3.8): subject, nonce, level, the access token it came with.</summary>
internal static class IdTokenRules
{
    private const int LongestSubject = 255;
    private const string LevelPrefix = "eidas";

    /// <summary>Why the token is refused; null when it is good.</summary>
    /// <param name="token">verified already</param>
    /// <param name="request">the journey it must belong to</param>
    /// <param name="accessToken">what came with it</param>
    /// <param name="level">the lowest level accepted</param>
    public static string? Breach(JsonWebToken token, FranceConnectRequest request, string accessToken, string level)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token switch
        {
            _ when Text(token, "sub") is not { Length: > 0 and <= LongestSubject } => "sub missing",
            _ when !FranceConnectRequests.IsNonceOf(request, Text(token, "nonce")) => "nonce of another journey",
            _ when Text(token, "at_hash") != HalfHash(accessToken) => "at_hash does not match",
            _ when !(LevelOf(Text(token, "acr")) >= LevelOf(level)) => "level too low",
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

    // Anything but eidas1 to eidas3 has no rank, and no rank is never high enough.
    private static int? LevelOf(string? acr) =>
        acr is { Length: 6 } && acr.StartsWith(LevelPrefix, StringComparison.Ordinal) && int.TryParse(acr.AsSpan(LevelPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var rank) && rank is >= 1 and <= 3
            ? rank
            : null;
}
