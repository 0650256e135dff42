using EduConnect.Core.Accounts;

namespace EduConnect.Core.Campaigns.Checking;

/// <summary>Whether a leaked password is one of an account.</summary>
public enum LeakedMatch
{
    /// <summary>The list holds no passwords.</summary>
    NotAsked,

    /// <summary>It is another one, or the account has none.</summary>
    Differs,

    /// <summary>It is the chosen or the provisional one.</summary>
    Same,
}

/// <summary>Which accounts of a list are flagged, and why the others are left out (domain §16).</summary>
public static class CampaignRules
{
    /// <summary>Judges an account when its line is checked.</summary>
    /// <param name="account">as it is now</param>
    /// <param name="match">whether its leaked password is the present one; if so, no date excuses it</param>
    /// <param name="chosenAt">when its password was last chosen (UTC); null when nobody knows</param>
    /// <param name="campaign">the campaign</param>
    public static LineVerdict Check(Account account, LeakedMatch match, DateTime? chosenAt, Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(campaign);
        return Settled(account)
            ?? (match == LeakedMatch.Same ? LineVerdict.Found
            : account.State != AccountState.Activated ? LineVerdict.NeverActivated
            : !account.HasChosenPassword ? WithoutPassword(account, campaign)
            : chosenAt >= campaign.SafeSince ? LineVerdict.ChangedSince
            : match == LeakedMatch.Differs ? LineVerdict.PasswordDiffers
            : LineVerdict.Found);
    }

    /// <summary>Judges an account again just before it is flagged: weeks may have gone by since the check.</summary>
    /// <param name="account">as it is now</param>
    /// <param name="hadPassword">its leaked password was the present one when it was checked</param>
    /// <param name="checkedAt">when that was (UTC)</param>
    /// <param name="chosenAt">when its password was last chosen (UTC); null when nobody knows</param>
    /// <param name="campaign">the campaign</param>
    /// <returns><see cref="LineVerdict.Found"/> when it is to be flagged</returns>
    public static LineVerdict Apply(Account account, bool hadPassword, DateTime checkedAt, DateTime? chosenAt, Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(campaign);
        return !hadPassword ? Check(account, LeakedMatch.NotAsked, chosenAt, campaign)
            : Settled(account)
            ?? (chosenAt >= checkedAt ? LineVerdict.ChangedSince
            : account.ProvisionalCreatedAt >= checkedAt ? LineVerdict.AlreadyReset
            : !account.HasChosenPassword && account.ProvisionalMac is null ? LineVerdict.NoPassword
            : LineVerdict.Found);
    }

    private static LineVerdict? Settled(Account account) =>
        account.ClosedAt is not null ? LineVerdict.Closed : account.IsCompromised ? LineVerdict.AlreadyCompromised : null;

    // A reset made what leaked useless, unless the date says that it leaked after the reset: then the provisional one may be known too.
    private static LineVerdict WithoutPassword(Account account, Campaign campaign) =>
        account.ResetRequestedAt is not { } reset ? LineVerdict.NoPassword
        : campaign.ChangedSince is null || reset >= campaign.ChangedSince ? LineVerdict.AlreadyReset
        : LineVerdict.Found;
}
