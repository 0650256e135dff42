namespace EduConnect.Core.Accounts;

/// <summary>The verbs of Mon compte: contacts, ties and grouping.</summary>
public sealed partial class Account
{
    /// <summary>Another address is in force: it was confirmed by its link, or the former one comes back (8.4, S-RC6).</summary>
    /// <param name="mail">the address; null when there was none before</param>
    /// <param name="confirmedAt">when it was confirmed (UTC); null for one that never was</param>
    public AccountRefusal ChangeMail(string? mail, DateTime? confirmedAt)
    {
        if (Try(AccountVerb.ChangeMail, out var refusal))
        {
            return refusal;
        }

        if (mail is null)
        {
            (Mail, MailConfirmedAt, MailInError) = (null, null, false);
        }
        else
        {
            SetMail(mail, confirmedAt);
        }

        return Enter(AccountVerb.ChangeMail);
    }

    /// <summary>Another address is asked for, or its link again; the request itself holds which (8.4). Of two made at once one loses.</summary>
    public AccountRefusal RequestMail() => Try(AccountVerb.ChangeMail, out var refusal) ? refusal : Enter(AccountVerb.ChangeMail);

    /// <summary>A mobile number is in force: the code sent to it was typed (8.4).</summary>
    public AccountRefusal ChangeMobile(string mobile, DateTime now)
    {
        if (Try(AccountVerb.ChangeMobile, out var refusal))
        {
            return refusal;
        }

        (Mobile, MobileConfirmedAt) = (mobile, now);
        return Enter(AccountVerb.ChangeMobile);
    }

    /// <summary>The holder says something of a tie; the tie itself holds what (§7).</summary>
    public AccountRefusal StateTie() => Try(AccountVerb.StateTie, out var refusal) ? refusal : Enter(AccountVerb.StateTie);

    /// <summary>Records of another account come to this one (4.2, 4.3).</summary>
    public AccountRefusal TakeOver() => Try(AccountVerb.TakeOver, out var refusal) ? refusal : Enter(AccountVerb.TakeOver);

    /// <summary>Its records are with another account: neither password nor address works any more (4.3); the caller ends the sessions.</summary>
    public AccountRefusal Close(DateTime now)
    {
        if (Try(AccountVerb.Close, out var refusal))
        {
            return refusal;
        }

        Keep(null);
        (Mail, MailConfirmedAt, MailInError) = (null, null, false);
        (Mobile, MobileConfirmedAt) = (null, null);
        (ActivationBegunAt, NewUsernameRequestedAt) = (null, null);
        var closed = Enter(AccountVerb.Close);
        ClosedAt = now;
        return closed;
    }
}
