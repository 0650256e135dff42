using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.Platform.Crypto;

/// <summary>
/// Encrypts small secrets with AES-256-GCM under a key of the ring: <c>key id length, key id, nonce (12 bytes), ciphertext, tag (16 bytes)</c>.
/// The context is authenticated but not stored: bytes moved to another row do not open (S-PP2).
/// </summary>
public sealed class SealedBytes(KeyRing keys, IRandomSource random)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals <paramref name="plain"/> under the current key of <paramref name="purpose"/>.</summary>
    public byte[] Seal(KeyPurpose purpose, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var key = keys.Current(purpose);
        var id = Encoding.ASCII.GetBytes(key.Id);
        var result = new byte[1 + id.Length + NonceBytes + plain.Length + TagBytes];
        result[0] = (byte)id.Length;
        id.CopyTo(result, 1);
        var body = result.AsSpan(1 + id.Length);
        var nonce = body[..NonceBytes];
        random.Fill(nonce);
        using var aes = new AesGcm(key.Secret, TagBytes);
        aes.Encrypt(nonce, plain, body.Slice(NonceBytes, plain.Length), body[^TagBytes..], context);
        return result;
    }

    /// <summary>Opens what <see cref="Seal"/> made; null when the key is gone, the context differs or a bit was changed.</summary>
    public byte[]? Open(KeyPurpose purpose, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> context)
    {
        if (sealedBytes.Length < 1 || sealedBytes.Length < 1 + sealedBytes[0] + NonceBytes + TagBytes)
        {
            return null;
        }

        var key = keys.Find(purpose, Encoding.ASCII.GetString(sealedBytes.Slice(1, sealedBytes[0])));
        return key is null ? null : Open(key, sealedBytes[(1 + sealedBytes[0])..], context);
    }

    private static byte[]? Open(RingKey key, ReadOnlySpan<byte> body, ReadOnlySpan<byte> context)
    {
        var plain = new byte[body.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key.Secret, TagBytes);
        try
        {
            aes.Decrypt(body[..NonceBytes], body[NonceBytes..^TagBytes], body[^TagBytes..], plain, context);
            return plain;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
