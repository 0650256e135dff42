using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.SignIn.Throttling;

namespace EduConnect.Core.SignIn;

/// <summary>One press of "Se connecter".</summary>
/// <param name="Profile">the journey chosen; an account of the other kind is refused like a wrong password (6.1)</param>
/// <param name="Username">as typed</param>
/// <param name="Password">as typed</param>
/// <param name="IsShared">the computer is shared: no session beyond the browser, never a known device (§17)</param>
/// <param name="Device">the browser, when it signed in before</param>
/// <param name="Address">where it comes from</param>
/// <param name="RequestId">for the journal</param>
public sealed record SignInAttempt(
    AccountKind Profile, string? Username, string? Password, bool IsShared, KnownDevice? Device, IPAddress? Address, string RequestId)
{
    /// <summary>What the browser says of itself, to name it in the list of sessions.</summary>
    public string? UserAgent { get; init; }
}

/// <summary>How a sign-in ended; every refusal is the same one, whatever its reason (6.4).</summary>
public abstract record SignInOutcome
{
    /// <summary>Wrong username, password or profile, or an account that may not sign in.</summary>
    public sealed record Refused : SignInOutcome;

    /// <summary>Too many failures: nothing was checked.</summary>
    /// <param name="Wait">until the next try</param>
    public sealed record MustWait(TimeSpan Wait) : SignInOutcome;

    /// <summary>Signed in.</summary>
    /// <param name="Handle">for the cookie</param>
    /// <param name="Device">for the cookie of known devices; null on a shared computer</param>
    public sealed record SignedIn(string Handle, KnownDevice? Device) : SignInOutcome
    {
        /// <summary>The account.</summary>
        public Guid AccountId { get; init; }
    }

    /// <summary>The provisional password is right: the account has to be activated, or a new password chosen after a reset.</summary>
    /// <param name="AccountId">the account</param>
    /// <param name="Print"><see cref="Accounts.Passwords.PasswordPrint"/> of the account when the password was right</param>
    public sealed record MustChoosePassword(Guid AccountId, string Print) : SignInOutcome;

    /// <summary>The chosen password is right, but the address is not confirmed yet (5.2).</summary>
    /// <param name="AccountId">the account</param>
    /// <param name="Print"><see cref="Accounts.Passwords.PasswordPrint"/> of the account when the password was right</param>
    public sealed record MustConfirmAddress(Guid AccountId, string Print) : SignInOutcome;
}
