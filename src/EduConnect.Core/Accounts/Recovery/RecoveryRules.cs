namespace EduConnect.Core.Accounts.Recovery;

/// <summary>By which way somebody gets a username or a password back (row #106).</summary>
public enum RecoveryWay
{
    /// <summary>To the confirmed mail address.</summary>
    Mail = 1,

    /// <summary>To the confirmed mobile number of a guardian.</summary>
    Sms = 2,
}

/// <summary>What is sent to somebody who forgot the password. The screen is the same whatever it is (domain 8.1).</summary>
public enum RecoveryAnswer
{
    /// <summary>Nobody, or nothing confirmed to send it to (S-RC5).</summary>
    Nothing,

    /// <summary>The link to a new password.</summary>
    Link,

    /// <summary>The code to a new password.</summary>
    Code,

    /// <summary>The account was never activated: its holder is told what to do first.</summary>
    TellNotActivated,

    /// <summary>The account opens by FranceConnect and has no password: its holder is told so (row #44, domain 5.4).</summary>
    TellFranceConnect,

    /// <summary>The account was grouped with another: its holder is told to use the other (domain 4.3).</summary>
    TellJoined,
}

/// <summary>Who gets what, from every state of an account. Pure.</summary>
public static class RecoveryRules
{
    /// <summary>What an account gets by a way; null stands for a username that nobody has.</summary>
    /// <param name="account">the account</param>
    /// <param name="way">the way</param>
    /// <param name="heir">the account it was grouped with, whose holder is told: a closed one keeps no address</param>
    public static RecoveryAnswer Judge(Account? account, RecoveryWay way, Account? heir = null) => (account, way) switch
    {
        (null, _) => RecoveryAnswer.Nothing,
        (_, RecoveryWay.Sms) => MayReceiveCode(account) ? RecoveryAnswer.Code : RecoveryAnswer.Nothing,
        ({ ClosedAt: not null }, _) => heir is { ClosedAt: null, Mail: not null, MailConfirmedAt: not null } ? RecoveryAnswer.TellJoined : RecoveryAnswer.Nothing,
        ({ Mail: null } or { MailConfirmedAt: null }, _) => RecoveryAnswer.Nothing,
        ({ State: not AccountState.Activated }, _) => RecoveryAnswer.TellNotActivated,
        _ when OpensByFranceConnectOnly(account) => RecoveryAnswer.TellFranceConnect,
        _ => RecoveryAnswer.Link,
    };

    /// <summary>Whether an account was activated by FranceConnect and never had a password of its own.</summary>
    public static bool OpensByFranceConnectOnly(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account is { Mode: ActivationMode.FranceConnect, State: AccountState.Activated, PasswordHash: null, IsCompromised: false, ResetRequestedAt: null };
    }

    private static bool MayReceiveCode(Account account) =>
        account is { Kind: AccountKind.Guardian, State: AccountState.Activated, ClosedAt: null, Mobile: not null, MobileConfirmedAt: not null };
}
