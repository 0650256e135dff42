using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Actions;

/// <summary>What the sources say of a guardian now, kept apart from what the account says (domain 3.8).</summary>
/// <param name="Mails">addresses that can be written to, and that the guardian did not decline</param>
/// <param name="Mobiles">numbers that receive text messages, in E.164 form, and that the guardian did not decline</param>
public sealed record KnownBySource(IReadOnlyList<string> Mails, IReadOnlyList<string> Mobiles)
{
    /// <summary>Reads them.</summary>
    public static async Task<KnownBySource> ReadAsync(MainDb db, Guid account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var records = await db.Set<GuardianRecord>().AsNoTracking().Where(record => record.AccountId == account && record.GoneAt == null)
            .OrderBy(record => record.Id).Select(record => new { record.Mail, record.Mobile }).ToListAsync(cancellation);
        var declined = await db.Set<DeclinedContact>().Where(contact => contact.AccountId == account).Select(contact => contact.Value).ToListAsync(cancellation);
        return new KnownBySource(
            Remaining(records.Select(record => MailAddressText.Read(record.Mail)), declined),
            Remaining(records.Select(record => PhoneNumber.IsMobile(record.Mobile) ? record.Mobile : null), declined));
    }

    /// <summary>The address to begin with where the account has none.</summary>
    public string? MailFor(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Mail is null && Mails.Count > 0 ? Mails[0] : null;
    }

    /// <summary>The number to begin with where the account has none.</summary>
    public string? MobileFor(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Mobile is null && Mobiles.Count > 0 ? Mobiles[0] : null;
    }

    private static List<string> Remaining(IEnumerable<string?> known, List<string> declined) =>
        [.. known.OfType<string>().Where(one => !declined.Contains(one, StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
