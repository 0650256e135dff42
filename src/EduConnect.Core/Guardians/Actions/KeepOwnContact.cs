using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Actions;

/// <summary>A guardian keeps the address or number of the account (rows #84, #85): what the sources say now is not offered again.</summary>
[UseCase(Effect.Modifies)]
public sealed class KeepOwnContact(MainDb main, ActionsReader reader, StorageProvider provider, TimeProvider clock)
{
    /// <summary>Keeps.</summary>
    /// <param name="accountId">the account</param>
    /// <param name="mail">the address was chosen</param>
    /// <param name="mobile">the number was chosen</param>
    /// <param name="actor">the holder</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task RunAsync(Guid accountId, bool mail, bool mobile, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        var account = await main.Set<Account>().AsNoTracking().FirstAsync(one => one.Id == accountId, cancellation);
        var actions = await reader.ReadAsync(main, account, cancellation);
        if (await ContactNotes.NoteAsync(main, accountId, mail && actions.Mail is not null, mobile && actions.Mobile is not null, now, cancellation) > 0)
        {
            main.Add(actor.Event("account.own-contact-kept", now, accountId));
            await SaveAsync(cancellation);
        }
    }

    private async Task SaveAsync(CancellationToken cancellation)
    {
        try
        {
            await main.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException race) when (provider.IsUniqueViolation(race))
        {
            // Two clicks: the other one has kept it. What it did not keep is asked about again.
            main.ChangeTracker.Clear();
        }
    }
}
