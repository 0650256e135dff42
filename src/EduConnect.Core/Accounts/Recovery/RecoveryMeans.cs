namespace EduConnect.Core.Accounts.Recovery;

/// <summary>What proves that somebody may choose a new password (S-RC3): made by the step before, for one account.</summary>
public abstract record RecoveryMeans
{
    /// <summary>The link of a mail.</summary>
    /// <param name="Link">still working</param>
    public sealed record ByMail(RecoveryLink Link) : RecoveryMeans;

    /// <summary>The right code of an SMS, typed in this browser.</summary>
    /// <param name="State">tracked</param>
    public sealed record BySms(RecoveryState State) : RecoveryMeans;
}
