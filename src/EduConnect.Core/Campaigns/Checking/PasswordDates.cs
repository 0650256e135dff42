using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Checking;

/// <summary>When holders last chose a password: the audit trail knows, as far back as it is kept (a year unless set otherwise).</summary>
internal static class PasswordDates
{
    private static readonly string[] Codes =
        ["account.activation-begun", "account.activated", "account.password-chosen", "account.password-changed", "account.password-recovered"];

    /// <summary>The latest instant (UTC) at which each of <paramref name="accounts"/> got a password of its own choice; those of whom nothing is known are left out.</summary>
    public static async Task<Dictionary<Guid, DateTime>> OfAsync(MainDb db, IReadOnlyCollection<Account> accounts, CancellationToken cancellationToken)
    {
        var ids = accounts.Select(account => (Guid?)account.Id).ToList();
        var audited = await db.Set<AuditEvent>().AsNoTracking().Where(audit => ids.Contains(audit.AccountId) && Codes.Contains(audit.Code))
            .GroupBy(audit => audit.AccountId).Select(group => new { Account = group.Key!.Value, At = group.Max(audit => audit.At) })
            .ToDictionaryAsync(one => one.Account, one => one.At, cancellationToken);
        foreach (var account in accounts.Where(account => account.ActivatedAt > audited.GetValueOrDefault(account.Id)))
        {
            audited[account.Id] = account.ActivatedAt!.Value;
        }

        return audited;
    }
}
