using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>The confirming page behind the link (row #98): from here on the new address is in force, and the old one is told (S-RC6).</summary>
[UseCase(Effect.Modifies)]
public sealed class ConfirmMailChange(MainDb main, AccountLinks links, MailChangeMails mails, TimeProvider clock)
{
    /// <summary>The change that a link confirms; null when it does not work any more, or belongs to another account than the one signed in. Changes nothing.</summary>
    public async Task<MailChange?> FindAsync(Guid accountId, string? token, CancellationToken cancellation)
    {
        if (await links.FindAsync(main, LinkPurpose.ChangeMail, token, cancellation) is not { } link || link.AccountId != accountId)
        {
            return null;
        }

        return await main.Set<MailChange>().FirstOrDefaultAsync(
            change => change.AccountId == accountId && change.State == MailChangeState.Pending && change.NewMail == link.Mail, cancellation);
    }

    /// <summary>Confirms.</summary>
    /// <returns>false when the link does not work any more, or belongs to another account</returns>
    public async Task<bool> RunAsync(Guid accountId, string? token, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await FindAsync(accountId, token, cancellation) is not { } change)
        {
            return false;
        }

        var account = await main.Set<Account>().FirstAsync(one => one.Id == accountId, cancellation);
        var oldInError = account.MailInError;
        if (account.ChangeMail(change.NewMail, now) != AccountRefusal.None || !change.Confirm(now))
        {
            return false;
        }

        await links.KillAsync(main, accountId, cancellation);
        mails.AddConfirmed(main, account, change, oldInError);
        await ContactNotes.NoteAsync(main, accountId, mail: true, mobile: false, now, cancellation);
        main.Add(actor.Event("account.mail-changed", now, accountId));
        return await main.TrySaveAsync(cancellation);
    }
}
