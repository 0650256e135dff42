using EduConnect.Core.Accounts;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Schools.Resetting;

/// <summary>What resetting a selection will do, told before it is done.</summary>
/// <param name="ByState">accounts that will be reset, in each state</param>
/// <param name="NotInformed">never informed: they stay as they are</param>
/// <param name="CompromisedGuardians">compromised guardians: they stay as they are</param>
/// <param name="Total">people selected</param>
public sealed record ResetEffects(IReadOnlyDictionary<AccountState, int> ByState, int NotInformed, int CompromisedGuardians, int Total)
{
    /// <summary>Above this number of accounts, the agent types the number (guide §8).</summary>
    public const int WithoutCounting = 50;

    /// <summary>Accounts whose present password will be useless.</summary>
    public int Possible => ByState.Values.Sum();

    /// <summary>What the rule of the account says of this row.</summary>
    public static ResetResult Judge(AccountKind kind, AccountState state, bool isCompromised) =>
        AccountTransition.Judge(kind, state, AccountVerb.ResetPassword).Refusal == AccountRefusal.NotInformed ? ResetResult.NotInformed
        : isCompromised && kind == AccountKind.Guardian ? ResetResult.CompromisedGuardian
        : ResetResult.Reset;

    /// <summary>Counts people, not rows.</summary>
    public static ResetEffects Of(ListKind list, IEnumerable<ListRow> rows)
    {
        var kind = list.IsOfPupils() ? AccountKind.Pupil : AccountKind.Guardian;
        var people = rows.DistinctBy(row => row.AccountId).Select(row => (row.State, Result: Judge(kind, row.State, row.IsCompromised))).ToList();
        return new ResetEffects(
            people.Where(person => person.Result == ResetResult.Reset).CountBy(person => person.State).ToDictionary(),
            people.Count(person => person.Result == ResetResult.NotInformed),
            people.Count(person => person.Result == ResetResult.CompromisedGuardian),
            people.Count);
    }
}
