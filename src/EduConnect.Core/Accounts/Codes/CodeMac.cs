using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Accounts.Codes;

/// <summary>Draws codes and tells whether one was typed, without keeping it: an HMAC whose key is not in the database (S-OT1, S-OT3).</summary>
public sealed class CodeMac(KeyRing keys, IRandomSource random)
{
    private const int Digits = 8;
    private const int Codes = 100_000_000;

    /// <summary>A new code of eight digits.</summary>
    public string Draw() => random.Below(Codes).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>The same code as it is shown: two groups of four.</summary>
    public static string Shown(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code[..4] + " " + code[4..];
    }

    /// <summary>What was typed without blanks, dots and dashes; empty when that is not eight digits.</summary>
    public static string Normalize(string? typed)
    {
        if (typed is not { Length: <= 40 })
        {
            return string.Empty;
        }

        var kept = string.Concat(typed.Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or '.' or '\u00AD' or '\u200B')));
        return kept.Length == Digits && kept.All(char.IsAsciiDigit) ? kept : string.Empty;
    }

    /// <summary>What to store.</summary>
    public byte[] Compute(Guid transaction, CodePurpose purpose, string phone, string code)
    {
        var key = keys.Current(KeyPurpose.OneTimeCodes);
        return KeyedBytes.Join(key.Id, Value(key, transaction, purpose, phone, code));
    }

    /// <summary>Compares in fixed time; null <paramref name="stored"/> costs the same and is false.</summary>
    public bool Matches(Guid transaction, CodePurpose purpose, string phone, string? typed, byte[]? stored)
    {
        var found = KeyedBytes.Split(stored);
        var key = found is { KeyId: var id } ? keys.Find(KeyPurpose.OneTimeCodes, id) : null;
        var normal = Normalize(typed);
        var value = Value(key ?? keys.Current(KeyPurpose.OneTimeCodes), transaction, purpose, phone, normal);
        return CryptographicOperations.FixedTimeEquals(value, found?.Value ?? new byte[value.Length]) & key is not null & normal.Length > 0;
    }

    private static byte[] Value(RingKey key, Guid transaction, CodePurpose purpose, string phone, string code) =>
        HMACSHA256.HashData(key.Secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{transaction:N}|{(int)purpose}|{phone}|{code}")));
}
