using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>Notes what the sources say at the moment a guardian chooses an address or number.</summary>
public static class ContactNotes
{
    /// <summary>Adds what is not noted yet to the next save of <paramref name="db"/>.</summary>
    /// <param name="db">main</param>
    /// <param name="account">the account</param>
    /// <param name="mail">the address was chosen</param>
    /// <param name="mobile">the number was chosen</param>
    /// <param name="now">UTC</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>how many were added</returns>
    public static async Task<int> NoteAsync(MainDb db, Guid account, bool mail, bool mobile, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var records = await db.Set<GuardianRecord>().AsNoTracking().Where(record => record.AccountId == account && record.GoneAt == null)
            .Select(record => new { record.Mail, record.Mobile }).ToListAsync(cancellation);
        var values = records.SelectMany(record => new[] { mail ? record.Mail : null, mobile ? record.Mobile : null }).Where(value => value is not null).Select(value => value!).ToHashSet(StringComparer.Ordinal);
        values.ExceptWith(await db.Set<DeclinedContact>().Where(contact => contact.AccountId == account).Select(contact => contact.Value).ToListAsync(cancellation));
        db.AddRange(values.Select(value => new DeclinedContact { AccountId = account, Value = value, DeclinedAt = now }));
        return values.Count;
    }
}
