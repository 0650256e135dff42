using System.Text;

namespace EduConnect.Core.Accounts.Provisional;

/// <summary>Bytes with the id of the key they were made with: one byte of length, the id in ASCII, the bytes.</summary>
internal static class KeyedBytes
{
    public static byte[] Join(string keyId, ReadOnlySpan<byte> value)
    {
        var id = Encoding.ASCII.GetBytes(keyId);
        return [checked((byte)id.Length), .. id, .. value];
    }

    /// <summary>Splits a stored column; null when it is damaged or absent.</summary>
    public static (string KeyId, byte[] Value)? Split(byte[]? stored) =>
        stored is { Length: > 1 } && stored.Length > 1 + stored[0]
            ? (Encoding.ASCII.GetString(stored, 1, stored[0]), stored[(1 + stored[0])..])
            : null;
}
