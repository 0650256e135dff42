using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Accounts;

namespace EduConnect.Core.Guardians.Grouping;

/// <summary>What the first page of a grouping proved: which account, with which password in force (S-RC3).</summary>
/// <param name="Other">the other account</param>
/// <param name="Print">print of the passwords it had: a new one means that the proof has to be given again</param>
internal sealed record GroupingStep(Guid Other, string Print)
{
    public static string PrintOf(string? passwordHash, byte[]? provisionalMac, AccountState state) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{state}|{passwordHash}|{Convert.ToHexString(provisionalMac ?? [])}")));

    public static string PrintOf(Account account) => PrintOf(account.PasswordHash, account.ProvisionalMac, account.State);

    public static GroupingStep Read(string value) => JsonSerializer.Deserialize<GroupingStep>(value)!;

    public string Write() => JsonSerializer.Serialize(this);
}
