using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Usage;

/// <summary>A service that recognised somebody.</summary>
/// <param name="Name">Its name, as families know it.</param>
/// <param name="LastAt">The last entry (UTC).</param>
/// <param name="Times">How many entries in twelve months, at most <see cref="ReadVisitedServices.Most"/>.</param>
/// <param name="Claims">Claims of its contract: the most it may be told.</param>
public sealed record VisitedService(string Name, DateTime LastAt, int Times, IReadOnlyList<string> Claims);

/// <summary>The services that recognised the holder of an account in the last twelve months: from the trail, and the journal still on its way to it.</summary>
/// <remarks>Nothing is kept for this page alone: the trail forgets after a year (step <c>audit</c> of the night). Services that left the registry are not named any more.</remarks>
[UseCase(Effect.Reads)]
public sealed class ReadVisitedServices(MainDb main, OperationalDb operational, TimeProvider clock)
{
    /// <summary>Most entries looked at.</summary>
    public const int Most = 5000;

    /// <summary>The services, last used first.</summary>
    public async Task<IReadOnlyList<VisitedService>> RunAsync(Guid account, CancellationToken cancellation)
    {
        var from = clock.GetUtcNow().UtcDateTime.AddMonths(-12);
        var carried = await main.Set<AuditEvent>().AsNoTracking().Where(audit => audit.AccountId == account && audit.Code == ServiceEntry.Code && audit.At >= from)
            .OrderByDescending(audit => audit.Id).Take(Most).Select(audit => new { audit.EventId, audit.At, audit.Detail }).ToListAsync(cancellation);
        var waiting = await operational.Set<JournalEntry>().AsNoTracking().Where(entry => entry.AccountId == account && entry.DrainedAt == null && entry.Code == ServiceEntry.Code && entry.At >= from)
            .Select(entry => new { entry.Id, entry.At, entry.Detail }).ToListAsync(cancellation);
        var known = carried.Select(one => one.EventId).ToHashSet();
        var entries = carried.Select(one => (one.At, one.Detail)).Concat(waiting.Where(one => !known.Contains(one.Id)).Select(one => (one.At, one.Detail)))
            .GroupBy(one => ServiceEntry.ClientIdOf(one.Detail) ?? string.Empty, one => one.At, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (LastAt: group.Max(), Times: group.Count()), StringComparer.Ordinal);
        var names = entries.Keys.ToList();
        var services = await main.Set<Service>().AsNoTracking().Where(service => names.Contains(service.ClientId)).ToListAsync(cancellation);
        return [.. services.Select(service => new VisitedService(service.Name, entries[service.ClientId].LastAt, entries[service.ClientId].Times, service.Claims)).OrderByDescending(one => one.LastAt)];
    }
}
