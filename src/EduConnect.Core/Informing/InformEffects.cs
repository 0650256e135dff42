using EduConnect.Core.Accounts;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Informing;

/// <summary>What informing a selection will do, told before it is done ("Ce qui va se passer").</summary>
/// <param name="ByState">accounts in each state, those left out not counted</param>
/// <param name="Compromised">accounts that get the letter of a changed password</param>
/// <param name="WithAddress">people a mail can reach</param>
/// <param name="NewUsername">accounts that get another username in the night: what is handed out now is dead in the morning (rows #166, #167)</param>
/// <param name="TiesReported">people left out: they reported every child of this list as not theirs (domain 7.2)</param>
/// <param name="Total">people, those left out too</param>
public sealed record InformEffects(IReadOnlyDictionary<AccountState, int> ByState, int Compromised, int WithAddress, int NewUsername, int TiesReported, int Total)
{
    /// <summary>Above this number of accounts whose password a reset replaces, the agent types the number (guide §8).</summary>
    public const int ResetWithoutCounting = 50;

    /// <summary>Activated accounts among those compromised: the password that was chosen is useless already.</summary>
    public int CompromisedActivated { get; init; }

    /// <summary>Accounts that were being activated among those compromised: the activation begins again, from a provisional password.</summary>
    public int CompromisedActivating { get; init; }

    /// <summary>People who are informed.</summary>
    public int Informed => Total - TiesReported;

    /// <summary>Accounts whose present password a reset makes useless.</summary>
    public int LosePassword => Informed - ByState.GetValueOrDefault(AccountState.NotInformed);

    /// <summary>Counts people, not rows.</summary>
    public static InformEffects Of(IEnumerable<ListRow> rows)
    {
        var all = rows.GroupBy(row => row.AccountId).ToList();
        var people = all.Where(person => person.Any(row => row.IsNamed)).ToList();
        return new InformEffects(
            people.GroupBy(person => person.First().State).ToDictionary(group => group.Key, group => group.Count()),
            people.Count(person => person.First().IsCompromised),
            people.Count(person => person.Any(row => row.IsNamed && row.UsableMail is not null)),
            people.Count(person => person.First().NewUsernameRequestedAt is not null),
            all.Count - people.Count,
            all.Count)
        {
            CompromisedActivated = people.Count(person => person.First() is { IsCompromised: true, State: AccountState.Activated }),
            CompromisedActivating = people.Count(person => person.First() is { IsCompromised: true, State: AccountState.Activating }),
        };
    }
}
