using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>Tells the holder what was changed on their account: the confirmed address, and for 72 hours the one before it (S-RC6).</summary>
public sealed class SecurityNotices(OutboxWriter outbox, ServiceOptions service, TimeProvider clock)
{
    private const string PasswordTemplate = "password-changed";

    /// <summary>Another password works from now on: told by mail and by SMS, wherever the holder proved to be reached (S-RC4).</summary>
    /// <param name="db">main; the messages go into its next save</param>
    /// <param name="account">the account</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task AddPasswordAsync(MainDb db, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        var values = Values(account, clock.GetUtcNow().UtcDateTime);
        await AddAsync(db, account, PasswordTemplate, values, cancellation);
        if (account is { Mobile: { } mobile, MobileConfirmedAt: not null })
        {
            outbox.Sms(db, mobile, PasswordTemplate, values, account.Id);
        }
    }

    /// <summary>Adds the mails to the next save of <paramref name="db"/>.</summary>
    public async Task AddAsync(MainDb db, Account account, string template, IReadOnlyDictionary<string, string> values, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        foreach (var address in await AddressesAsync(db, account, cancellation))
        {
            outbox.Mail(db, address, template, values, account.Id);
        }
    }

    /// <summary>Adds the mails of a text that says no more than which account, when, and where to find help.</summary>
    public Task AddAsync(MainDb db, Account account, string template, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return AddAsync(db, account, template, Values(account, now), cancellation);
    }

    private Dictionary<string, string> Values(Account account, DateTime now) =>
        new() { ["Username"] = account.Username, ["Date"] = ParisTime.OnPaper(now), ["Contact"] = service.ContactAddress };

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
