using EduConnect.Core.Platform;
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

    /// <summary>Adds the mails of a text that says no more than which account and when.</summary>
    public Task AddAsync(MainDb db, Account account, string template, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return AddAsync(db, account, template, new Dictionary<string, string> { ["Username"] = account.Username, ["Date"] = ParisTime.OnPaper(now) }, cancellation);
    }

    /// <summary>Where notices go now.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(MainDb db, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        var former = await FormerAsync(db, account.Id, cancellation);
        var present = account is { Mail: { } mail, MailConfirmedAt: not null, MailInError: false } ? [mail] : Array.Empty<string>();
        return [.. present.Concat(former).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Confirmed addresses that went out of force in the last 72 hours.</summary>
    public async Task<IReadOnlyList<string>> FormerAsync(MainDb db, Guid accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var oldest = clock.GetUtcNow().UtcDateTime - MailChange.UndoLife;
        return await db.Set<MailChange>().AsNoTracking()
            .Where(change => change.AccountId == accountId && change.State == MailChangeState.Confirmed && change.OldConfirmedAt != null && change.SettledAt > oldest)
            .Select(change => change.OldMail!).ToListAsync(cancellation);
    }
}
