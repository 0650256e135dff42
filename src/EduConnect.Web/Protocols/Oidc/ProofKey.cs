using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>Proof keys (RFC 7636), method S256 only.</summary>
internal static class ProofKey
{
    private static readonly SearchValues<char> VerifierSigns =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> ChallengeSigns =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Whether a text can be a S256 challenge (§4.2).</summary>
    public static bool IsChallenge(string text) => text.Length == 43 && text.AsSpan().IndexOfAnyExcept(ChallengeSigns) < 0;

    /// <summary>Whether a verifier has the form of §4.1 and matches the challenge (§4.6), in fixed time.</summary>
    public static bool Matches(string verifier, string challenge)
    {
        if (verifier.Length is < 43 or > 128 || verifier.AsSpan().IndexOfAnyExcept(VerifierSigns) >= 0)
        {
            return false;
        }

        var computed = Base64Url.EncodeToUtf8(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return CryptographicOperations.FixedTimeEquals(computed, Encoding.ASCII.GetBytes(challenge));
    }
}
