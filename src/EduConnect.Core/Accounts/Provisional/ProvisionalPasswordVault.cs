using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Accounts.Provisional;

/// <summary>The copy of a provisional password that its school may read: AES-256-GCM, bound to its account and time (S-PP2).</summary>
/// <remarks>
/// Stored as key id, nonce, ciphertext, tag. The account, the purpose, the key and the time of creation are
/// authenticated with it, so a ciphertext moved to another account does not open. Sign-in must never use this class.
/// </remarks>
public sealed class ProvisionalPasswordVault(KeyRing keys, IRandomSource random)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Encrypts for display. <paramref name="createdAt"/> (UTC) counts to the microsecond and must be given again to open.</summary>
    public byte[] Seal(Guid accountId, DateTime createdAt, ProvisionalPassword password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var key = keys.Current(KeyPurpose.ProvisionalDisplay);
        var clear = Encoding.ASCII.GetBytes(password.Reveal());
        var box = new byte[NonceBytes + clear.Length + TagBytes];
        random.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key.Secret, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), clear, box.AsSpan(NonceBytes, clear.Length), box.AsSpan(^TagBytes..),
            AssociatedData(accountId, key.Id, createdAt));
        CryptographicOperations.ZeroMemory(clear);
        return KeyedBytes.Join(key.Id, box);
    }

    /// <summary>Opens for display; null when the key is gone, or the copy is damaged or belongs to another account.</summary>
    public ProvisionalPassword? Open(Guid accountId, DateTime createdAt, byte[]? stored)
    {
        if (KeyedBytes.Split(stored) is not (var keyId, var box) || keys.Find(KeyPurpose.ProvisionalDisplay, keyId) is not { } key
            || box.Length <= NonceBytes + TagBytes)
        {
            return null;
        }

        var clear = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key.Secret, TagBytes);
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, clear.Length), box.AsSpan(^TagBytes..), clear,
                AssociatedData(accountId, key.Id, createdAt));
            return ProvisionalPassword.From(Encoding.ASCII.GetString(clear));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <summary>Encrypts an open copy anew under the current key; null when it already is, or cannot be opened (S-PP4).</summary>
    public byte[]? Reseal(Guid accountId, DateTime createdAt, byte[] stored) =>
        KeyedBytes.Split(stored)?.KeyId != keys.Current(KeyPurpose.ProvisionalDisplay).Id && Open(accountId, createdAt, stored) is { } password
            ? Seal(accountId, createdAt, password)
            : null;

    private static byte[] AssociatedData(Guid accountId, string keyId, DateTime createdAt)
    {
        var tail = Encoding.UTF8.GetBytes(nameof(KeyPurpose.ProvisionalDisplay) + "\0" + keyId);
        var data = new byte[24 + tail.Length];
        accountId.TryWriteBytes(data, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(data.AsSpan(16), createdAt.Ticks / TimeSpan.TicksPerMicrosecond);
        tail.CopyTo(data.AsSpan(24));
        return data;
    }
}
