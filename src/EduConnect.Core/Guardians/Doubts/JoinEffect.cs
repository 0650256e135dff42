using EduConnect.Core.Accounts;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>What follows when a school says that two guardians are one person: never more than domain 4.2 permits.</summary>
public enum JoinEffect
{
    /// <summary>Nobody was told about either account: they become one.</summary>
    Joins,

    /// <summary>One was told: the children are proposed to that holder, who confirms them by their birth dates, or declines.</summary>
    Proposes,

    /// <summary>Both are in use: only the holder, who knows both passwords, can group them (4.3).</summary>
    LeavesToHolder,
}

/// <summary>Judges what a school's word may do. A pure function of the two states.</summary>
public static class JoinRules
{
    /// <summary>
    /// The state of an account as these rules see it: a compromised one that is NotInformed counts as informed, for its username is on paper, and the flag must not go
    /// with it (§16).
    /// </summary>
    public static AccountState Seen(AccountState state, bool isCompromised) => isCompromised && state == AccountState.NotInformed ? AccountState.Informed : state;

    /// <summary>Judges two accounts by their states as <see cref="Seen"/>.</summary>
    public static JoinEffect Judge(AccountState one, AccountState other) =>
        !IsTold(one) && !IsTold(other) ? JoinEffect.Joins
        : MayBeProposed(one, other) || MayBeProposed(other, one) ? JoinEffect.Proposes
        : JoinEffect.LeavesToHolder;

    /// <summary>Whether the records of an account may be proposed to the holder of another: that one was told, and this one is not in use.</summary>
    public static bool MayBeProposed(AccountState ofAccount, AccountState toAccount) => IsTold(toAccount) && ofAccount is (AccountState.NotInformed or AccountState.Informed);

    private static bool IsTold(AccountState state) => state != AccountState.NotInformed;
}
