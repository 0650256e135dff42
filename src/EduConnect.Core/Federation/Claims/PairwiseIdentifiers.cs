using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.Federation.Claims;

/// <summary>
/// Identifiers of persons that services see: keyed, so that neither two sectors together nor a copy of the database
/// lead back to the account (OpenID Connect Core §8.1, S-OI5). Stable as long as the key is.
/// </summary>
/// <param name="key">At least 32 bytes, kept outside the database and used for nothing else.</param>
public sealed class PairwiseIdentifiers(byte[] key)
{
    /// <summary>The <c>sub</c> of an account for a sector: 64 hexadecimal digits.</summary>
    public string Subject(Guid accountId, string sector) => Hex(HMACSHA256.HashData(key, Text($"sub\n{sector}\n{accountId:N}")));

    /// <summary><c>FrEduCtId</c>: 96 hexadecimal digits, pairwise like the subject.</summary>
    public string PersonId(Guid accountId, string sector) => Hex(HMACSHA384.HashData(key, Text($"person\n{sector}\n{accountId:N}")));

    /// <summary><c>FrEduCtEleveINEHash</c>: 32 hexadecimal digits, the same for every service so that they can compare.</summary>
    public string IneHash(string ine) => Hex(HMACSHA256.HashData(key, Text($"ine\n{ine}")).AsSpan(0, 16));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
