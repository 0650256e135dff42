using System.Text.Json;
using EduConnect.Core.Accounts.Passwords;

namespace EduConnect.Core.Guardians.Grouping;

/// <summary>What the first page of a grouping proved: which account, with which password in force (S-RC3).</summary>
/// <param name="Other">the other account</param>
/// <param name="Print"><see cref="PasswordPrint"/> of the account: another one means that the proof has to be given again</param>
internal sealed record GroupingStep(Guid Other, string Print)
{
    public static GroupingStep Read(string value) => JsonSerializer.Deserialize<GroupingStep>(value)!;

    public string Write() => JsonSerializer.Serialize(this);
}
