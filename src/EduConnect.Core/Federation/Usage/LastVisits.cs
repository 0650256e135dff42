using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Usage;

/// <summary>Which services some people have entered, and when last: as far as the trail remembers, a year, and the journal on its way to it.</summary>
internal static class LastVisits
{
    /// <summary>The last entry (UTC) by account and service. The journal is read first: an entry that is carried in between is seen in one of both.</summary>
    public static async Task<Dictionary<(Guid Account, string ClientId), DateTime>> OfAsync(MainDb main, OperationalDb operational, Guid[] accounts, CancellationToken cancellation)
    {
        var waiting = await operational.Set<JournalEntry>().AsNoTracking()
            .Where(entry => entry.DrainedAt == null && entry.Code == ServiceEntry.Code && entry.AccountId != null && EF.Parameter(accounts).Contains(entry.AccountId.Value))
            .Select(entry => new { Account = entry.AccountId!.Value, entry.Detail, entry.At }).ToListAsync(cancellation);
        var carried = await main.Set<AuditEvent>().AsNoTracking()
            .Where(audit => audit.AccountId != null && EF.Parameter(accounts).Contains(audit.AccountId.Value) && audit.Code == ServiceEntry.Code)
            .GroupBy(audit => new { Account = audit.AccountId!.Value, audit.Detail }).Select(group => new { group.Key.Account, group.Key.Detail, At = group.Max(audit => audit.At) }).ToListAsync(cancellation);
        return waiting.Concat(carried).GroupBy(one => (one.Account, ServiceEntry.ClientIdOf(one.Detail) ?? string.Empty), one => one.At).ToDictionary(group => group.Key, group => group.Max());
    }
}
