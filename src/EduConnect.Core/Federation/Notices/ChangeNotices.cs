using System.Text.Json;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Notices;

/// <summary>The queue of <see cref="ChangeNotice"/>s: made from <see cref="AccountChange"/>s, told by a worker, tried again for three days. All of it waits while main is read-only.</summary>
public sealed class ChangeNotices(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, ReadOnlyMode readOnly, IRandomSource random, TimeProvider clock)
{
    /// <summary>Code of notices that were given up.</summary>
    public const string FailedCode = "service.notices-given-up";

    /// <summary>Most signs kept of what a service answered.</summary>
    public const int LongestWords = 256;

    /// <summary>How long a worker may hold a notice before another takes it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>How long a notice is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>How long the other notices of a service wait after one of them could not be told.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>How long a notice that was given up is kept for the operators (S-GD1).</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int SpreadSize = 100;

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6)];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Makes the notices of the oldest changes. A change and its notices pass over in one transaction: of two workers one makes them, and once.</summary>
    /// <returns>how many changes were looked at</returns>
    public async Task<int> SpreadAsync(CancellationToken cancellation)
    {
        if (readOnly.IsOn)
        {
            return 0;
        }

        await using var db = await main.CreateDbContextAsync(cancellation);
        var changes = await db.Set<AccountChange>().AsNoTracking().OrderBy(change => change.Id).Take(SpreadSize).ToListAsync(cancellation);
        if (changes.Count == 0)
        {
            return 0;
        }

        var notices = await NoticesAsync(db, changes, cancellation);
        var ids = changes.ConvertAll(change => change.Id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await db.Set<AccountChange>().Where(change => ids.Contains(change.Id)).ExecuteDeleteAsync(cancellation) == ids.Count)
        {
            db.AddRange(notices);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return changes.Count;
    }

    /// <summary>Takes what is due, at most <paramref name="most"/>, oldest first: of two workers one gets a notice.</summary>
    public async Task<IReadOnlyList<ChangeNotice>> TakeAsync(int most, CancellationToken cancellation)
    {
        if (readOnly.IsOn)
        {
            return [];
        }

        var now = Now;
        await using var db = await main.CreateDbContextAsync(cancellation);
        var due = await db.Set<ChangeNotice>().AsNoTracking().Where(notice => notice.FailedAt == null && notice.DueAt <= now)
            .OrderBy(notice => notice.DueAt).ThenBy(notice => notice.MadeAt).ThenBy(notice => notice.ChangedAt).Take(most).ToListAsync(cancellation);
        var taken = new List<ChangeNotice>(due.Count);
        foreach (var notice in due)
        {
            var (seen, until) = (notice.DueAt, now + Lease);
            if (await Row(db, notice).Where(row => row.DueAt == seen && row.FailedAt == null).ExecuteUpdateAsync(row => row.SetProperty(one => one.DueAt, until), cancellation) == 1)
            {
                taken.Add(notice);
            }
        }

        return taken;
    }

    /// <summary>The service has taken it, or does not want it any more.</summary>
    public async Task DoneAsync(ChangeNotice notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        await using var db = await main.CreateDbContextAsync(cancellation);
        await Row(db, notice).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>The service refused it, and would again: kept for the operators.</summary>
    public Task RefusedAsync(ChangeNotice notice, string words, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return GiveUpAsync(notice, db => Row(db, notice), words, cancellation);
    }

    /// <summary>
    /// The service could not be reached, or is busy. The notice is tried again after a while, longer each time, and given up after <see cref="Patience"/>; all others of the
    /// service wait for <see cref="Pause"/>, so that a dead service costs one call a minute.
    /// </summary>
    /// <param name="notice">as taken</param>
    /// <param name="others">taken with it for the same service, and not tried</param>
    /// <param name="words">what the service answered</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task PostponedAsync(ChangeNotice notice, IReadOnlyCollection<ChangeNotice> others, string words, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var now = Now;
        if (notice.GiveUpAt <= now)
        {
            await ReleaseAsync(others, now, cancellation);
            await GiveUpAsync(notice, db => db.Set<ChangeNotice>().Where(row => row.ClientId == notice.ClientId && row.FailedAt == null && row.GiveUpAt <= now), words, cancellation);
            return;
        }

        var (next, pause, cut) = (now + Waits[Math.Min(notice.Attempts, Waits.Length - 1)], now + Pause, Cut(words));
        await ReleaseAsync(others, pause, cancellation);
        await using var db = await main.CreateDbContextAsync(cancellation);
        await Row(db, notice).ExecuteUpdateAsync(row => row.SetProperty(one => one.DueAt, next).SetProperty(one => one.Attempts, one => one.Attempts + 1).SetProperty(one => one.LastError, cut), cancellation);
        await db.Set<ChangeNotice>().Where(row => row.ClientId == notice.ClientId && row.Id != notice.Id && row.FailedAt == null && row.DueAt < pause)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.DueAt, pause), cancellation);
    }

    /// <summary>Gives back what was taken and not tried.</summary>
    /// <param name="notices">as taken</param>
    /// <param name="due">when they are due again (UTC)</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task ReleaseAsync(IReadOnlyCollection<ChangeNotice> notices, DateTime due, CancellationToken cancellation)
    {
        if (notices.Count > 0)
        {
            var ids = notices.Select(notice => notice.Id).ToArray();
            await using var db = await main.CreateDbContextAsync(cancellation);
            await db.Set<ChangeNotice>().Where(row => ids.Contains(row.Id) && row.FailedAt == null).ExecuteUpdateAsync(row => row.SetProperty(one => one.DueAt, due), cancellation);
        }
    }

    /// <summary>Erases what was given up long ago.</summary>
    public async Task TidyAsync(CancellationToken cancellation)
    {
        if (!readOnly.IsOn)
        {
            var limit = Now - Kept;
            await using var db = await main.CreateDbContextAsync(cancellation);
            await db.Set<ChangeNotice>().Where(notice => notice.FailedAt < limit).ExecuteDeleteAsync(cancellation);
        }
    }

    private async Task<List<ChangeNotice>> NoticesAsync(MainDb db, List<AccountChange> changes, CancellationToken cancellation)
    {
        var services = await db.Set<Service>().AsNoTracking().Where(service => service.NoticeUri != null).ToListAsync(cancellation);
        await using var visits = await operational.CreateDbContextAsync(cancellation);
        var last = await LastVisits.OfAsync(db, visits, [.. changes.Select(change => change.AccountId).Distinct()], cancellation);
        var now = Now;
        return
        [
            .. from change in changes
               from service in services
               where NoticeRules.IsTold(service, change, last.TryGetValue((change.AccountId, service.ClientId), out var visit) ? visit : null)
               select new ChangeNotice
               {
                   Id = random.NewId(),
                   ClientId = service.ClientId,
                   AccountId = change.AccountId,
                   Kind = change.Kind,
                   ChangedAt = change.At,
                   PupilKey = NoticeRules.ChildFor(service, change),
                   MadeAt = now,
                   DueAt = now,
                   GiveUpAt = now + Patience,
               },
        ];
    }

    private async Task GiveUpAsync(ChangeNotice notice, Func<MainDb, IQueryable<ChangeNotice>> which, string words, CancellationToken cancellation)
    {
        var (now, cut) = (Now, Cut(words));
        await using var db = await main.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var count = await which(db).ExecuteUpdateAsync(row => row.SetProperty(one => one.FailedAt, now).SetProperty(one => one.LastError, cut), cancellation);
        db.Add(Actor.Service.Event(FailedCode, now, detail: $"{{\"service\":\"{JsonEncodedText.Encode(notice.ClientId)}\",\"notices\":{count}}}"));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static string Cut(string words) => words.Length > LongestWords ? words[..LongestWords] : words;

    private static IQueryable<ChangeNotice> Row(MainDb db, ChangeNotice notice) => db.Set<ChangeNotice>().Where(row => row.Id == notice.Id);
}
