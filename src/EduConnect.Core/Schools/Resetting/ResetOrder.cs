using System.Text.Json;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Schools.Resetting;

/// <summary>What an agent asked: the argument of a <c>reset-passwords</c> operation.</summary>
/// <param name="Kind">the list</param>
/// <param name="AgentName">who asked, as the progress page shows it</param>
/// <param name="Accounts">the accounts selected, resolved by the server</param>
public sealed record ResetOrder(ListKind Kind, string AgentName, IReadOnlyList<Guid> Accounts)
{
    /// <summary>Accounts never informed get their first provisional password instead of being left out: the button of one pupil in Dépannage (domain §11).</summary>
    public bool InformsFirst { get; init; }

    /// <summary>Kind of operation.</summary>
    public const string OperationKind = "reset-passwords";

    /// <summary>As stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>From what was stored.</summary>
    public static ResetOrder Read(string json) => JsonSerializer.Deserialize<ResetOrder>(json)!;
}

/// <summary>What a <c>reset-passwords</c> operation did; every account of the order is in one of the five.</summary>
/// <param name="Reset">accounts with a new provisional password</param>
/// <param name="NotInformed">never informed: unchanged (row #155)</param>
/// <param name="CompromisedGuardians">compromised guardians: unchanged, to be informed with reset (row #196)</param>
/// <param name="Gone">people who left the school meanwhile</param>
/// <param name="Informed">never informed before: they have their first provisional password</param>
public sealed record ResetOutcome(int Reset, int NotInformed, int CompromisedGuardians, int Gone, int Informed = 0)
{
    /// <summary>Counts what became of each account.</summary>
    public static ResetOutcome Of(IEnumerable<ResetResult> results)
    {
        var counts = results.CountBy(result => result).ToDictionary();
        return new ResetOutcome(
            counts.GetValueOrDefault(ResetResult.Reset), counts.GetValueOrDefault(ResetResult.NotInformed),
            counts.GetValueOrDefault(ResetResult.CompromisedGuardian), counts.GetValueOrDefault(ResetResult.Gone), counts.GetValueOrDefault(ResetResult.Informed));
    }

    /// <summary>As stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>From what was stored.</summary>
    public static ResetOutcome Read(string json) => JsonSerializer.Deserialize<ResetOutcome>(json)!;
}
