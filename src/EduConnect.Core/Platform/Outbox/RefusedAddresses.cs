using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>Addresses that a relay refuses for good, or from which a mail comes back (domain 3.4, §17).</summary>
public static class RefusedAddresses
{
    /// <summary>
    /// Marks the address of an account in error: the one its holder gave or, as long as they gave none, the one a source of theirs gives. An address that is no longer theirs marks nothing.
    /// </summary>
    /// <returns>whether it was theirs</returns>
    public static async Task<bool> MarkAsync(MainDb db, Guid accountId, string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Set<Account>()
            .Where(account => account.Id == accountId
                && (account.Mail == address || (account.Mail == null && db.Set<GuardianRecord>().Any(record => record.AccountId == accountId && record.GoneAt == null && record.Mail == address))))
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.MailInError, true).SetProperty(account => account.Version, account => account.Version + 1), cancellationToken) > 0;
    }
}
