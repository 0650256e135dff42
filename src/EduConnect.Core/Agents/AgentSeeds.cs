using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Agents;

/// <summary>Encrypts TOTP seeds: AES-256-GCM under a key outside the database, bound to the agent (S-TN8).</summary>
/// <remarks>Stored as the length of the key id (one byte), the key id, nonce, ciphertext, tag.</remarks>
public sealed class AgentSeeds(KeyRing keys, IRandomSource random)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>A new seed, and how it is stored for <paramref name="agentId"/>.</summary>
    public (byte[] Seed, byte[] Stored) Draw(Guid agentId)
    {
        var seed = new byte[Totp.SeedBytes];
        random.Fill(seed);
        return (seed, Seal(agentId, seed));
    }

    /// <summary>The seed; null when its key is gone, or the row is damaged or another agent's.</summary>
    public byte[]? Open(Guid agentId, byte[] stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Length < 1 || stored.Length <= 1 + stored[0] + NonceBytes + TagBytes
            || keys.Find(KeyPurpose.AgentSeeds, Encoding.ASCII.GetString(stored, 1, stored[0])) is not { } key)
        {
            return null;
        }

        var box = stored.AsSpan(1 + stored[0]);
        var seed = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key.Secret, TagBytes);
            aes.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], seed, AssociatedData(agentId, key.Id));
            return seed;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private byte[] Seal(Guid agentId, byte[] seed)
    {
        var key = keys.Current(KeyPurpose.AgentSeeds);
        var box = new byte[NonceBytes + seed.Length + TagBytes];
        random.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key.Secret, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), seed, box.AsSpan(NonceBytes, seed.Length), box.AsSpan(^TagBytes..), AssociatedData(agentId, key.Id));
        return [(byte)key.Id.Length, .. Encoding.ASCII.GetBytes(key.Id), .. box];
    }

    private static byte[] AssociatedData(Guid agentId, string keyId) =>
        [.. agentId.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(nameof(KeyPurpose.AgentSeeds) + "\0" + keyId)];
}
