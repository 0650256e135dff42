namespace EduConnect.Core.Accounts;

/// <summary>How long things last in the life of an account (domain §9); section <c>Deadlines</c> of the settings.</summary>
public sealed class Deadlines
{
    /// <summary>A provisional password that nobody used; also a reset.</summary>
    public TimeSpan ProvisionalPassword { get; set; } = TimeSpan.FromDays(92);

    /// <summary>An activation whose address was never confirmed.</summary>
    public TimeSpan Activating { get; set; } = TimeSpan.FromDays(92);

    /// <summary>The link of a confirmation mail.</summary>
    public TimeSpan MailConfirmation { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The activation link of a mail from the school (domain 10.6).</summary>
    public TimeSpan ActivationLink { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>The life-cycle rules that time alone triggers (domain §9): what the nightly chain must do to one account now.</summary>
public static class LifeCycle
{
    /// <summary>The verb that is due, or null.</summary>
    public static AccountVerb? Due(Account account, DateTime now, Deadlines deadlines)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(deadlines);
        if (account.ClosedAt is not null)
        {
            return null;
        }

        if (account.ProvisionalMac is not null && account.ProvisionalExpiresAt <= now)
        {
            return AccountVerb.ExpireProvisional;
        }

        return account.State == AccountState.Activating && account.ActivationBegunAt + deadlines.Activating <= now
            ? AccountVerb.ExpireActivation
            : null;
    }
}
