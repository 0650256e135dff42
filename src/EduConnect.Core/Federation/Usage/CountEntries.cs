using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Usage;

/// <summary>
/// Adds entries into services to the figures of their days, in the transaction that carries them into the trail: once carried, once counted.
/// Whether somebody was there already on that day is asked of the trail itself.
/// </summary>
internal static class CountEntries
{
    /// <summary>Counts entries that have just been added to the trail of <paramref name="main"/>.</summary>
    public static async Task AddAsync(MainDb main, IReadOnlyCollection<JournalEntry> fresh, CancellationToken cancellation)
    {
        var entries = fresh.Where(entry => entry.Code == ServiceEntry.Code && entry.AccountId is not null)
            .Select(entry => (ClientId: ServiceEntry.ClientIdOf(entry.Detail), Day: DayOf(entry.At), AccountId: entry.AccountId!.Value)).Where(entry => entry.ClientId is not null)
            .GroupBy(entry => (entry.ClientId, entry.Day), entry => entry.AccountId).ToList();
        if (entries.Count == 0)
        {
            return;
        }

        var accounts = entries.SelectMany(group => group).Distinct().ToList();
        var kinds = await main.Set<Account>().AsNoTracking().Where(account => accounts.Contains(account.Id)).Select(account => new { account.Id, account.Kind }).ToDictionaryAsync(account => account.Id, account => account.Kind, cancellation);
        var seen = await SeenAsync(main, accounts, fresh, cancellation);
        foreach (var group in entries.OrderBy(group => group.Key.ClientId, StringComparer.Ordinal).ThenBy(group => group.Key.Day))
        {
            var arrived = group.Distinct().Where(account => !seen.Contains((group.Key.ClientId!, group.Key.Day, account))).ToList();
            await AddAsync(main, new ServiceUsage
            {
                ClientId = group.Key.ClientId!,
                Day = group.Key.Day,
                SignIns = group.Count(),
                Pupils = arrived.Count(account => kinds.TryGetValue(account, out var kind) && kind is AccountKind.Pupil),
                Guardians = arrived.Count(account => kinds.TryGetValue(account, out var kind) && kind is AccountKind.Guardian),
            }, cancellation);
        }
    }

    /// <summary>The day of an instant on a Paris clock.</summary>
    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(ParisTime.From(utc));

    private static async Task<HashSet<(string ClientId, DateOnly Day, Guid Account)>> SeenAsync(MainDb main, List<Guid> accounts, IReadOnlyCollection<JournalEntry> fresh, CancellationToken cancellation)
    {
        var (ids, from) = (fresh.Select(entry => (Guid?)entry.Id).ToList(), fresh.Min(entry => entry.At).AddDays(-1));
        var before = await main.Set<AuditEvent>().AsNoTracking()
            .Where(audit => audit.AccountId != null && accounts.Contains(audit.AccountId.Value) && audit.Code == ServiceEntry.Code && audit.At >= from && !ids.Contains(audit.EventId))
            .Select(audit => new { Account = audit.AccountId!.Value, audit.At, audit.Detail }).ToListAsync(cancellation);
        return [.. before.Select(one => (ServiceEntry.ClientIdOf(one.Detail) ?? string.Empty, DayOf(one.At), one.Account))];
    }

    private static Task<int> AddAsync(MainDb main, ServiceUsage more, CancellationToken cancellation) => main.Database.ExecuteSqlAsync(
        $"""
         insert into service_usage (client_id, day, sign_ins, pupils, guardians) values ({more.ClientId}, {more.Day}, {more.SignIns}, {more.Pupils}, {more.Guardians})
         on conflict (client_id, day) do update set sign_ins = service_usage.sign_ins + excluded.sign_ins,
             pupils = service_usage.pupils + excluded.pupils, guardians = service_usage.guardians + excluded.guardians
         """, cancellation);
}
