using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>Addresses that a relay refuses for good, or from which a mail comes back (domain 3.4, §17).</summary>
public static class RefusedAddresses
{
    /// <summary>Code of the audit event.</summary>
    public const string Code = "account.mail-in-error";

    /// <summary>Code of a journal entry that holds a refusal until main can be written again.</summary>
    public const string LateCode = "mail.refused-late";

    /// <summary>How: while the relay was talked to.</summary>
    public const string ByRelay = "refused by the relay";

    /// <summary>What the journal keeps of a refusal: which message and whose, not the address (S-AU1).</summary>
    public static JournalEntry Late(Guid id, OutboxMessage message, Guid accountId, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new JournalEntry { Id = id, At = now, Code = LateCode, AccountId = accountId, Detail = message.Id.ToString() };
    }

    /// <summary>Marks in main what an entry of <see cref="LateCode"/> holds; twice marks once.</summary>
    public static async Task ApplyLateAsync(MainDb main, OperationalDb operational, JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var message = Guid.Parse(entry.Detail);
        var address = await AddressAsync(operational, message, cancellationToken) ?? await AddressAsync(main, message, cancellationToken);
        if (address is not null && entry.AccountId is { } accountId)
        {
            await MarkAsync(main, accountId, address, ByRelay, entry.At, cancellationToken);
        }
    }

    private static Task<string?> AddressAsync(StoreDb db, Guid message, CancellationToken cancellationToken) =>
        db.Set<OutboxMessage>().Where(row => row.Id == message).Select(row => (string?)row.Recipient).FirstOrDefaultAsync(cancellationToken);

    /// <summary>
    /// Marks the address of an account in error: the one its holder gave or, as long as they gave none, the one a source of theirs gives. An address that is no longer theirs marks nothing; one
    /// that is in error already is left as it is.
    /// </summary>
    /// <param name="db">main</param>
    /// <param name="accountId">whose mail it was</param>
    /// <param name="address">where it was sent to</param>
    /// <param name="how">what told so, for the audit trail</param>
    /// <param name="now">this moment (UTC)</param>
    /// <param name="cancellationToken">ends the wait</param>
    /// <returns>whether it was theirs</returns>
    public static async Task<bool> MarkAsync(MainDb db, Guid accountId, string address, string how, DateTime now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var theirs = db.Set<Account>()
            .Where(account => account.Id == accountId
                && (account.Mail == address || (account.Mail == null && db.Set<GuardianRecord>().Any(record => record.AccountId == accountId && record.GoneAt == null && record.Mail == address))));
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        var marked = await theirs.Where(account => !account.MailInError)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.MailInError, true).SetProperty(account => account.Version, account => account.Version + 1), cancellationToken);
        if (marked == 0)
        {
            return await theirs.AnyAsync(cancellationToken);
        }

        db.Add(Actor.Service.Event(Code, now, accountId, detail: how));
        await db.SaveChangesAsync(cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return true;
    }
}
