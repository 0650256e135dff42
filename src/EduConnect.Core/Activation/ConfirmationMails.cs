using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Activation;

/// <summary>Writes the mail that confirms an address, into the caller's save; the links sent before stop working.</summary>
public sealed class ConfirmationMails(AccountLinks links, OutboxWriter outbox, Deadlines deadlines, TimeProvider clock)
{
    private const string Template = "confirm-address";

    /// <summary>Adds the link and the mail to the next save of <paramref name="db"/>.</summary>
    public async Task AddAsync(MainDb db, Account account, string mail, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        await links.KillAsync(db, account.Id, cancellation);
        var address = links.AddConfirmation(db, account.Id, mail);
        var until = ParisTime.OnPaper(clock.GetUtcNow().UtcDateTime + deadlines.MailConfirmation);
        outbox.Mail(db, mail, Template, new Dictionary<string, string> { ["Username"] = account.Username, ["Link"] = address, ["Until"] = until }, account.Id, deadlines.MailConfirmation);
    }
}
