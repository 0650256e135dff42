namespace EduConnect.Core.Accounts.Recovery;

/// <summary>One page of a forgotten password, after the one that asks for the username.</summary>
public enum RecoveryStep
{
    /// <summary>SMS or mail.</summary>
    Way,

    /// <summary>"Vérifiez vos emails !"</summary>
    MailSent,

    /// <summary>The code of the SMS.</summary>
    Code,

    /// <summary>The new password, twice.</summary>
    Password,

    /// <summary>Done.</summary>
    Done,
}

/// <summary>Which page comes next, and which may be shown: no step can be skipped by its address (S-RC3).</summary>
public static class RecoverySteps
{
    /// <summary>The page whose turn it is.</summary>
    public static RecoveryStep Next(RecoveryState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { DoneAt: not null } => RecoveryStep.Done,
            { ProvedAt: not null } => RecoveryStep.Password,
            { Way: RecoveryWay.Sms } => RecoveryStep.Code,
            { Way: RecoveryWay.Mail } => RecoveryStep.MailSent,
            _ => RecoveryStep.Way,
        };
    }

    /// <summary>Whether a page may be shown. Until the end another way may be chosen at any time.</summary>
    public static bool MayShow(RecoveryState state, RecoveryStep step) => step == Next(state) || (step == RecoveryStep.Way && state.DoneAt is null);
}
