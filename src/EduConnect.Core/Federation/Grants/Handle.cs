using System.Buffers.Text;
using System.Security.Cryptography;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Federation.Grants;

/// <summary>Codes and tokens: random text for the service, SHA-256 for the store.</summary>
public static class Handle
{
    private const int Bytes = 32;

    /// <summary>A new code or access token: 256 random bits in base64url (43 signs).</summary>
    public static string New(IRandomSource random) => random.NewHandle(Bytes);

    /// <summary>A new refresh token: the grant it belongs to, then 256 random bits (86 signs).</summary>
    public static string NewRefresh(IRandomSource random, ReadOnlySpan<byte> grant)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[Bytes + Bytes];
        grant[..Bytes].CopyTo(bytes);
        random.Fill(bytes[Bytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>What the store keeps of a handle.</summary>
    public static byte[] Hash(string handle) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(handle));

    /// <summary>The grant a refresh token belongs to; null when it is not a refresh token.</summary>
    public static byte[]? GrantOf(string? refreshToken)
    {
        if (refreshToken is not { Length: 86 })
        {
            return null;
        }

        // Asked first: the decoder throws at a sign that is not of the alphabet.
        return Base64Url.IsValid(refreshToken, out var length) && length == Bytes + Bytes ? Base64Url.DecodeFromChars(refreshToken)[..Bytes] : null;
    }
}
