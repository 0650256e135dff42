using EduConnect.Core.Accounts.Provisional;

namespace EduConnect.Core.Accounts;

/// <summary>The verbs: the only code that changes state, passwords and flags of an account.</summary>
/// <remarks>A refused verb changes nothing. Every allowed one grows <see cref="Version"/>, so of two savers one loses.</remarks>
public sealed partial class Account
{
    /// <summary>When an activation that still waits for its address began (UTC); null otherwise.</summary>
    public DateTime? ActivationBegunAt { get; set; }

    /// <summary>Whether a provisional password is there and still works at <paramref name="now"/> (UTC).</summary>
    public bool HasProvisional(DateTime now) => ProvisionalMac is not null && ProvisionalExpiresAt > now;

    /// <summary>Whether informing will need a new provisional password: the caller draws one only then.</summary>
    public bool NeedsProvisional(bool withReset, DateTime now) =>
        IsResetBy(withReset) || State == AccountState.NotInformed || (State == AccountState.Informed && !HasProvisional(now));

    /// <summary>Whether informing begins again from a new provisional password: it was asked for, or a compromised account was being activated, and whoever knew its password may have begun that (§16).</summary>
    public bool IsResetBy(bool withReset) => withReset || this is { IsCompromised: true, State: AccountState.Activating };

    /// <summary>Informer (domain 10.6). The date of information is set in every case, and the 3 months begin again.</summary>
    /// <param name="withReset">gives a new provisional password whatever the state</param>
    /// <param name="drawn">a new provisional password; needed when <see cref="NeedsProvisional"/> says so, else left out</param>
    /// <param name="now">UTC</param>
    /// <param name="validity">how long a provisional password works</param>
    public AccountRefusal Inform(bool withReset, ProvisionalCopies? drawn, DateTime now, TimeSpan validity)
    {
        var isReset = IsResetBy(withReset);
        var verb = isReset ? AccountVerb.InformWithReset : AccountVerb.Inform;
        if (Try(verb, out var refusal))
        {
            return refusal;
        }

        if (NeedsProvisional(withReset, now))
        {
            Give(drawn ?? throw new ArgumentNullException(nameof(drawn)), isReset, now + validity);
        }
        else if (HasProvisional(now))
        {
            ProvisionalExpiresAt = now + validity;
        }

        if (State == AccountState.NotInformed)
        {
            Mode = ActivationMode.School;
        }

        DropDoubtfulMail();
        LastInformedAt = now;
        return Enter(verb);
    }

    /// <summary>Réinitialiser le mot de passe (10.9): the old password stops working at once; the caller ends the sessions.</summary>
    public AccountRefusal ResetPassword(ProvisionalCopies drawn, DateTime now, TimeSpan validity)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        if (Try(AccountVerb.ResetPassword, out var refusal))
        {
            return refusal;
        }

        if (IsCompromised && Kind == AccountKind.Guardian)
        {
            return AccountRefusal.CompromisedGuardian;
        }

        Give(drawn, replacesChosen: true, now + validity);
        return Enter(AccountVerb.ResetPassword);
    }

    /// <summary>A guardian chose a password; the address still has to be confirmed (5.2).</summary>
    public AccountRefusal BeginActivation(string passwordHash, string mail, DateTime now)
    {
        if (Try(AccountVerb.BeginActivation, out var refusal))
        {
            return refusal;
        }

        Keep(passwordHash);
        SetMail(mail, confirmedAt: null);
        Mode = ActivationMode.School;
        ActivationBegunAt = now;
        return Enter(AccountVerb.BeginActivation);
    }

    /// <summary>Another address takes the place of the one that never answered (5.2).</summary>
    public AccountRefusal CorrectAddress(string mail)
    {
        if (Try(AccountVerb.CorrectAddress, out var refusal))
        {
            return refusal;
        }

        SetMail(mail, confirmedAt: null);
        return Enter(AccountVerb.CorrectAddress);
    }

    /// <summary>Activated by the provisional password or the link that stands for it.</summary>
    /// <param name="passwordHash">the chosen password</param>
    /// <param name="mail">address given; null when none was</param>
    /// <param name="mailIsProved">the activation link reached it, so it counts as confirmed (§9)</param>
    /// <param name="now">UTC</param>
    public AccountRefusal ActivateBySchool(string passwordHash, string? mail, bool mailIsProved, DateTime now)
    {
        if (Try(AccountVerb.ActivateBySchool, out var refusal))
        {
            return refusal;
        }

        Keep(passwordHash);
        if (mail is not null)
        {
            SetMail(mail, mailIsProved ? now : null);
        }

        Mode = ActivationMode.School;
        ActivatedAt = now;
        return Enter(AccountVerb.ActivateBySchool);
    }

    /// <summary>Activated by SMS, FranceConnect or a former system (5.3 to 5.5); no password is kept when none was chosen.</summary>
    /// <param name="mode">which proof</param>
    /// <param name="passwordHash">the chosen password; null when there is none</param>
    /// <param name="now">UTC</param>
    /// <param name="provedMobile">the number that received the code, from now on confirmed; null when the proof was another</param>
    public AccountRefusal ActivateByOtherProof(ActivationMode mode, string? passwordHash, DateTime now, string? provedMobile = null)
    {
        if (Try(AccountVerb.ActivateByOtherProof, out var refusal))
        {
            return refusal;
        }

        Keep(passwordHash);
        if (provedMobile is not null)
        {
            (Mobile, MobileConfirmedAt) = (provedMobile, now);
        }

        ActivationBegunAt = null;
        Mode = mode;
        ActivatedAt = now;
        return Enter(AccountVerb.ActivateByOtherProof);
    }

    /// <summary>The link sent to <paramref name="mail"/> was used: ends an activation, or confirms the address of an activated account.</summary>
    /// <returns><see cref="AccountRefusal.NothingPending"/> when the address has changed since</returns>
    public AccountRefusal ConfirmMail(string mail, DateTime now)
    {
        if (Try(AccountVerb.ConfirmMail, out var refusal))
        {
            return refusal;
        }

        if (!string.Equals(mail, Mail, StringComparison.Ordinal))
        {
            return AccountRefusal.NothingPending;
        }

        SetMail(mail, now);
        ActivatedAt ??= now;
        ActivationBegunAt = null;
        return Enter(AccountVerb.ConfirmMail);
    }

    /// <summary>A new password on an activated account; clears the compromised flag and a pending reset (8.2, §16).</summary>
    public AccountRefusal ChoosePassword(string passwordHash)
    {
        if (Try(AccountVerb.ChoosePassword, out var refusal))
        {
            return refusal;
        }

        Keep(passwordHash);
        return Enter(AccountVerb.ChoosePassword);
    }

    /// <summary>The provisional password was not used in time (§9).</summary>
    public AccountRefusal ExpireProvisional(DateTime now)
    {
        if (Try(AccountVerb.ExpireProvisional, out var refusal))
        {
            return refusal;
        }

        if (ProvisionalMac is null || HasProvisional(now))
        {
            return AccountRefusal.NothingPending;
        }

        EraseProvisional();
        ResetRequestedAt = null;
        Mode = State == AccountState.Activated ? Mode : ActivationMode.None;
        return Enter(AccountVerb.ExpireProvisional);
    }

    /// <summary>The address was not confirmed in time (§9): password and unconfirmed address go.</summary>
    public AccountRefusal ExpireActivation(DateTime now, TimeSpan delay)
    {
        if (Try(AccountVerb.ExpireActivation, out var refusal))
        {
            return refusal;
        }

        if (ActivationBegunAt + delay > now)
        {
            return AccountRefusal.NothingPending;
        }

        PasswordHash = null;
        (Mail, MailInError) = MailConfirmedAt is null ? (null, false) : (Mail, MailInError);
        ActivationBegunAt = null;
        Mode = ActivationMode.None;
        EraseProvisional();
        return Enter(AccountVerb.ExpireActivation);
    }

    /// <summary>
    /// Compte compromis (§16): chosen and provisional password are made useless, so that nobody is informed by a password that no longer works, and an address that
    /// nobody confirmed goes, for whoever knew the password may have given it; the caller ends the sessions.
    /// </summary>
    public AccountRefusal Compromise()
    {
        if (Try(AccountVerb.Compromise, out var refusal))
        {
            return refusal;
        }

        IsCompromised = true;
        PasswordHash = null;
        ResetRequestedAt = null;
        EraseProvisional();
        DropDoubtfulMail();
        Mode = State == AccountState.Informed ? ActivationMode.None : Mode;
        return Enter(AccountVerb.Compromise);
    }

    /// <summary>Réinitialiser l'identifiant (10.11): the present one goes on until the night gives another. Asked for twice, the first date stays.</summary>
    public AccountRefusal RequestUsername(DateTime now)
    {
        if (Try(AccountVerb.RequestUsername, out var refusal))
        {
            return refusal;
        }

        NewUsernameRequestedAt ??= now;
        return Enter(AccountVerb.RequestUsername);
    }

    /// <summary>The night gave the username that was asked for; password and state stay. The caller retires the old one in the same save.</summary>
    /// <returns><see cref="AccountRefusal.NothingPending"/> when none was asked for</returns>
    public AccountRefusal TakeUsername(string username)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        if (Try(AccountVerb.TakeUsername, out var refusal))
        {
            return refusal;
        }

        if (NewUsernameRequestedAt is null)
        {
            return AccountRefusal.NothingPending;
        }

        (Username, NewUsernameRequestedAt) = (username, null);
        return Enter(AccountVerb.TakeUsername);
    }

    private bool Try(AccountVerb verb, out AccountRefusal refusal)
    {
        refusal = ClosedAt is null ? AccountTransition.Judge(Kind, State, verb).Refusal : AccountRefusal.Closed;
        return refusal != AccountRefusal.None;
    }

    private AccountRefusal Enter(AccountVerb verb)
    {
        State = AccountTransition.Judge(Kind, State, verb).Next;
        Version++;
        return AccountRefusal.None;
    }

    private void Give(ProvisionalCopies drawn, bool replacesChosen, DateTime expiresAt)
    {
        ProvisionalCipher = drawn.Cipher;
        ProvisionalMac = drawn.Mac;
        ProvisionalCreatedAt = drawn.CreatedAt;
        ProvisionalExpiresAt = expiresAt;
        if (replacesChosen)
        {
            PasswordHash = null;
            ActivationBegunAt = null;
            ResetRequestedAt = State == AccountState.Activated ? drawn.CreatedAt : null;
        }
    }

    // S-PP5: whoever keeps a chosen password erases the provisional one in the same save.
    private void Keep(string? passwordHash)
    {
        PasswordHash = passwordHash;
        EraseProvisional();
        IsCompromised = false;
        ResetRequestedAt = null;
    }

    private void DropDoubtfulMail()
    {
        if (IsMailDoubtful)
        {
            (Mail, MailInError) = (null, false);
        }
    }

    private void EraseProvisional()
    {
        ProvisionalCipher = null;
        ProvisionalMac = null;
        ProvisionalCreatedAt = null;
        ProvisionalExpiresAt = null;
    }

    private void SetMail(string mail, DateTime? confirmedAt)
    {
        MailInError &= string.Equals(Mail, mail, StringComparison.Ordinal) && confirmedAt is null;
        Mail = mail;
        MailConfirmedAt = confirmedAt;
    }
}
