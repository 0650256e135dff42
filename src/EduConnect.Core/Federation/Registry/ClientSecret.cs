using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.Federation.Registry;

/// <summary>
/// Secrets of services: 256 random bits in base64url. Such a secret cannot be guessed, so one SHA-256 is stored and
/// compared in fixed time; a slow hash would only make every token request slow.
/// </summary>
public static class ClientSecret
{
    /// <summary>Time during which the former secret goes on working after a rotation.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    /// <summary>Text of a secret made of 32 random bytes.</summary>
    public static string Format(ReadOnlySpan<byte> random) => Base64Url.EncodeToString(random);

    /// <summary>What is stored of a secret.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Whether the service proves itself by a secret.</summary>
    public static bool IsUsedBy(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Authentication is ClientAuthenticationMethod.SecretBasic or ClientAuthenticationMethod.SecretPost;
    }

    /// <summary>Whether the service may use this secret now. Same work whichever of its secrets is right, or none.</summary>
    public static bool Verify(Service service, string secret, DateTime now)
    {
        var presented = Hash(secret);
        var current = Same(service.SecretHash, presented);
        var previous = Same(service.PreviousSecretHash, presented) && now < service.PreviousSecretUntil;
        return current | previous;
    }

    /// <summary>Puts a new secret in force; the former one lives on for <see cref="Overlap"/>.</summary>
    public static void Rotate(Service service, string secret, DateTime now)
    {
        service.PreviousSecretHash = service.SecretHash;
        service.PreviousSecretUntil = service.SecretHash is null ? null : now + Overlap;
        service.SecretHash = Hash(secret);
    }

    private static bool Same(byte[]? stored, byte[] presented) =>
        CryptographicOperations.FixedTimeEquals(stored ?? [], presented);
}
