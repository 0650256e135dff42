using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Protocols;

/// <summary>Which published key a token signed elsewhere can mean. Its header chooses among them and adds none (RFC 8725 §3.10).</summary>
internal static class TokenKeys
{
    /// <summary>The only algorithms of tokens from elsewhere.</summary>
    public static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256];

    /// <summary>The keys of the token's algorithm and, when both name one, of its key identifier.</summary>
    public static IReadOnlyList<JsonWebKey> Meant(JsonWebToken token, IEnumerable<JsonWebKey> known)
    {
        ArgumentNullException.ThrowIfNull(token);
        var family = token.Alg == SecurityAlgorithms.EcdsaSha256 ? "EC" : "RSA";
        return [.. known.Where(key => key.Kty == family && (key.Alg is null or "" || key.Alg == token.Alg) && (token.Kid is null or "" || key.Kid is null or "" || key.Kid == token.Kid))];
    }
}
