using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>Writes the mails of a change of address (rows #96, #97; S-RC6) into the caller's save.</summary>
public sealed class MailChangeMails(AccountLinks links, OutboxWriter outbox, ServiceOptions service, Deadlines deadlines, TimeProvider clock, IRandomSource random)
{
    private const string LinkTemplate = "mail-change-link";
    private const string NoticeTemplate = "mail-change-notice";
    private const string UndoableTemplate = "mail-change-undoable";
    private const string ConfirmedTemplate = "mail-change-confirmed";
    private const string ConfirmedUndoableTemplate = "mail-change-confirmed-undoable";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The link to the new address; every link sent before stops working (S-RC1).</summary>
    public async Task AddLinkAsync(MainDb db, Account account, MailChange change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(change);
        await links.KillAsync(db, account.Id, cancellation);
        var values = new Dictionary<string, string>
        {
            ["Username"] = account.Username,
            ["Link"] = links.AddMailChange(db, account.Id, change.NewMail),
            ["Until"] = ParisTime.OnPaper(Now + deadlines.MailConfirmation),
            ["Contact"] = service.ContactAddress,
        };
        MailRow[] rows = change.OldMail is null || change.OldMail == change.NewMail ? [] : [new MailRow("OldMail", new Dictionary<string, string>())];
        outbox.Mail(db, change.NewMail, LinkTemplate, values, account.Id, deadlines.MailConfirmation, rows);
    }

    /// <summary>The notice to the old address; one that was confirmed can undo the change for 72 hours (S-RC6).</summary>
    public void AddNotice(MainDb db, Account account, MailChange change)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(change);
        if (change.OldMail is not { } old || account.MailInError || string.Equals(old, change.NewMail, StringComparison.Ordinal))
        {
            return;
        }

        var values = new Dictionary<string, string> { ["Username"] = account.Username, ["Date"] = ParisTime.OnPaper(Now), ["Contact"] = service.ContactAddress };
        if (change.OldConfirmedAt is null)
        {
            outbox.Mail(db, old, NoticeTemplate, values, account.Id);
            return;
        }

        var token = random.NewHandle();
        change.UndoHash = AccountLinks.Hash(token);
        values["Link"] = service.PublicOrigin + AccountLinks.UndoPath + token;
        values["Until"] = ParisTime.OnPaper(change.UndoableUntil);
        outbox.Mail(db, old, UndoableTemplate, values, account.Id);
    }

    /// <summary>The notice to the old address that the new one is in force; one that was confirmed can undo it for 72 hours from now (S-RC6).</summary>
    /// <param name="db">main</param>
    /// <param name="account">the account</param>
    /// <param name="change">just confirmed</param>
    /// <param name="oldInError">the old address takes no mail</param>
    public void AddConfirmed(MainDb db, Account account, MailChange change, bool oldInError)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(change);
        if (change.OldMail is not { } old || oldInError || string.Equals(old, change.NewMail, StringComparison.Ordinal))
        {
            return;
        }

        var values = new Dictionary<string, string> { ["Username"] = account.Username, ["Date"] = ParisTime.OnPaper(Now), ["Contact"] = service.ContactAddress };
        if (change.UndoHash is null)
        {
            outbox.Mail(db, old, ConfirmedTemplate, values, account.Id);
            return;
        }

        values["Link"] = links.AddUndo(db, change);
        values["Until"] = ParisTime.OnPaper(change.UndoableUntil);
        outbox.Mail(db, old, ConfirmedUndoableTemplate, values, account.Id);
    }
}
