using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Accounts.Provisional;

/// <summary>The copy of a provisional password that sign-in compares with: a keyed MAC bound to its account (S-PP1).</summary>
/// <remarks>Nothing here can read the password back: that is <see cref="ProvisionalPasswordVault"/>'s.</remarks>
public sealed class ProvisionalPasswordMac(KeyRing keys)
{
    /// <summary>The MAC to store with the account, with the id of its key.</summary>
    public byte[] Compute(Guid accountId, ProvisionalPassword password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var key = keys.Current(KeyPurpose.ProvisionalVerification);
        return KeyedBytes.Join(key.Id, Value(key, accountId, password.Reveal()));
    }

    /// <summary>Compares what was typed, in fixed time. A null or unreadable <paramref name="stored"/> costs the same and is false.</summary>
    public bool Matches(Guid accountId, string? typed, byte[]? stored)
    {
        var found = KeyedBytes.Split(stored);
        var key = found is { KeyId: var id } ? keys.Find(KeyPurpose.ProvisionalVerification, id) : null;
        var value = Value(key ?? keys.Current(KeyPurpose.ProvisionalVerification), accountId, ProvisionalPassword.Normalize(typed));
        return CryptographicOperations.FixedTimeEquals(value, found?.Value ?? new byte[value.Length]) & key is not null;
    }

    private static byte[] Value(RingKey key, Guid accountId, string normal)
    {
        var text = Encoding.UTF8.GetBytes(normal);
        var input = new byte[16 + text.Length];
        accountId.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input.AsSpan(16));
        var value = HMACSHA256.HashData(key.Secret, input);
        CryptographicOperations.ZeroMemory(text);
        CryptographicOperations.ZeroMemory(input);
        return value;
    }
}
