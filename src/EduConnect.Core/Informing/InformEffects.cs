using EduConnect.Core.Accounts;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Informing;

/// <summary>What informing a selection will do, told before it is done ("Ce qui va se passer").</summary>
/// <param name="ByState">accounts in each state</param>
/// <param name="Compromised">accounts that get the letter of a changed password</param>
/// <param name="WithAddress">people a mail can reach</param>
/// <param name="Total">people</param>
public sealed record InformEffects(IReadOnlyDictionary<AccountState, int> ByState, int Compromised, int WithAddress, int Total)
{
    /// <summary>Above this number of accounts whose password a reset replaces, the agent types the number (guide §8).</summary>
    public const int ResetWithoutCounting = 50;

    /// <summary>Accounts whose present password a reset makes useless.</summary>
    public int LosePassword => Total - ByState.GetValueOrDefault(AccountState.NotInformed);

    /// <summary>Counts people, not rows.</summary>
    public static InformEffects Of(IEnumerable<ListRow> rows)
    {
        var people = rows.GroupBy(row => row.AccountId).ToList();
        return new InformEffects(
            people.GroupBy(person => person.First().State).ToDictionary(group => group.Key, group => group.Count()),
            people.Count(person => person.First().IsCompromised),
            people.Count(person => person.Any(row => row.UsableMail is not null)),
            people.Count);
    }
}
