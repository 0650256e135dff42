using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.Accounts.Passwords.Leaked;

/// <summary>
/// How a leaked password stands in our list: the first 64 bits of its SHA-1, because the lists that are published hold SHA-1. Nothing secret hangs on it: it is a name for a password
/// that everybody has, and among a thousand million of them a password that never leaked is taken for one that did once in eighteen thousand million choices.
/// </summary>
internal static class LeakedPasswordHash
{
    /// <summary>Bytes of an entry.</summary>
    public const int Length = sizeof(ulong);

    /// <summary>The entry of a password.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The format of the published lists; what it names is public.")]
    public static ulong Of(string password)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(Encoding.UTF8.GetBytes(password), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>The entry of a line of a published list: 40 hexadecimal digits, then the end or a colon and a count.</summary>
    public static bool TryRead(string line, out ulong entry)
    {
        const int Digits = SHA1.HashSizeInBytes * 2;
        entry = 0;
        return line.Length >= Digits && (line.Length == Digits || line[Digits] == ':') && line.AsSpan(0, Digits).IndexOfAnyExcept(HexDigits) < 0
            && ulong.TryParse(line.AsSpan(0, Length * 2), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out entry);
    }

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
