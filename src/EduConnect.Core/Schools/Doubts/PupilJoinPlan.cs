using EduConnect.Core.Accounts;

namespace EduConnect.Core.Schools.Doubts;

/// <summary>What becomes of the accounts when a school says that two pupils are one child (one pupil has one account, domain 3.1).</summary>
public enum PupilJoinEffect
{
    /// <summary>At most one account is in a holder's hands: it stays, and one that nobody was told about goes.</summary>
    Joins,

    /// <summary>Both were told: the one that is used more stays, the other ends, and its holder is told.</summary>
    EndsOne,
}

/// <summary>Which account stays and which goes. A pure function of the two; what a page showed is compared with it again before anything is done.</summary>
/// <param name="Effect">what follows</param>
/// <param name="Stays">the account that stays; null when neither pupil has one (1st degree)</param>
/// <param name="Goes">the account that goes; null when there is no second one</param>
public sealed record PupilJoinPlan(PupilJoinEffect Effect, Guid? Stays, Guid? Goes)
{
    /// <summary>Judges the accounts of the two pupils: activated before informed before not informed, then the latest sign-in, then the older account.</summary>
    public static PupilJoinPlan Of(IEnumerable<Account> accounts)
    {
        var ranked = accounts.OrderByDescending(account => account.State).ThenByDescending(account => account.LastSignInAt ?? DateTime.MinValue).ThenBy(account => account.CreatedAt)
            .ThenBy(account => account.Id).ToList();
        return new(
            ranked is [_, { State: not AccountState.NotInformed }] ? PupilJoinEffect.EndsOne : PupilJoinEffect.Joins,
            ranked is [var stays, ..] ? stays.Id : null,
            ranked is [_, var goes] ? goes.Id : null);
    }
}
