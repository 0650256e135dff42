using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>Tells the holder what was changed on their account: the confirmed address, and for 72 hours the one before it (S-RC6).</summary>
public sealed class SecurityNotices(OutboxWriter outbox, TimeProvider clock)
{
    /// <summary>Adds the mails to the next save of <paramref name="db"/>.</summary>
    public async Task AddAsync(MainDb db, Account account, string template, IReadOnlyDictionary<string, string> values, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        foreach (var address in await AddressesAsync(db, account, cancellation))
        {
            outbox.Mail(db, address, template, values, account.Id);
        }
    }

    /// <summary>Where notices go now.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(MainDb db, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        var oldest = clock.GetUtcNow().UtcDateTime - MailChange.UndoLife;
        var former = await db.Set<MailChange>().AsNoTracking()
            .Where(change => change.AccountId == account.Id && change.State == MailChangeState.Confirmed && change.OldConfirmedAt != null && change.SettledAt > oldest)
            .Select(change => change.OldMail!).ToListAsync(cancellation);
        var present = account is { Mail: { } mail, MailConfirmedAt: not null, MailInError: false } ? [mail] : Array.Empty<string>();
        return [.. present.Concat(former).Distinct(StringComparer.Ordinal)];
    }
}
