using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>A stored password hash: algorithm, parameters, pepper key, salt and peppered hash (S-PW2).</summary>
/// <remarks>
/// Written in the PHC string format. The <c>keyid</c> parameter of that format names the pepper key; the last field is
/// the HMAC of the derived key under it, so the string alone cannot be attacked offline.
/// </remarks>
public sealed record PasswordHash(PasswordAlgorithm Algorithm, string PepperKeyId, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Value)
{
    /// <summary>Reads a stored string; false when it is not one of ours or is damaged.</summary>
    public static bool TryParse(string? stored, [NotNullWhen(true)] out PasswordHash? hash)
    {
        hash = null;
        var parts = stored?.Split('$');
        if (parts is not ["", var name, .. var middle, var salt, var value] || middle.Length is < 1 or > 2)
        {
            return false;
        }

        var parameters = Parameters(middle[^1]);
        if (parameters is null || !parameters.Remove("keyid", out var keyId) || Decode(keyId) is not { } keyBytes
            || PasswordAlgorithm.Parse(name, middle.Length == 2 ? middle[0] : null, parameters) is not { } algorithm
            || Decode(salt) is not { Length: PasswordAlgorithm.SaltBytes } saltBytes || Decode(value) is not { } valueBytes)
        {
            return false;
        }

        hash = new PasswordHash(algorithm, Encoding.UTF8.GetString(keyBytes), saltBytes, valueBytes);
        return true;
    }

    /// <summary>The string to store.</summary>
    public override string ToString() =>
        $"${Algorithm.Prefix},keyid={Encode(Encoding.UTF8.GetBytes(PepperKeyId))}${Encode(Salt.Span)}${Encode(Value.Span)}";

    private static Dictionary<string, string>? Parameters(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(','))
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign < 1 || !found.TryAdd(pair[..sign], pair[(sign + 1)..]))
            {
                return null;
            }
        }

        return found;
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[]? Decode(string text)
    {
        var buffer = new byte[(text.Length * 3 / 4) + 3];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, buffer, out var length) ? buffer[..length] : null;
    }
}
