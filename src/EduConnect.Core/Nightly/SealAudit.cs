using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>
/// Step <c>audit</c>: seals what was audited since the last night (S-AU2), so that <c>./educonnect audit verify</c> notices whatever is changed, added or taken
/// away afterwards, and erases what was sealed a year ago (domain §9). Nothing is erased unsealed.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class SealAudit(IDbContextFactory<MainDb> main, StorageProvider provider, KeyRing keys, RetentionOptions options, TimeProvider clock) : NightStep
{
    /// <summary>Events of one seal at most: each seal is one transaction, and events are erased seal by seal.</summary>
    public const int MostEvents = 50_000;

    /// <inheritdoc />
    public override string Name => "audit";

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var (events, seals) = (0, 0);
        for (var until = await SettledAsync(db, cancellationToken); await SealAsync(db, until, cancellationToken) is { } seal; seals++)
        {
            events += seal.Events;
        }

        return new Dictionary<string, int> { ["sealed"] = events, ["seals"] = seals, ["erased"] = await EraseAsync(db, cancellationToken) };
    }

    /// <summary>The last event whose number nobody can come before any more: transactions that are under way are waited for.</summary>
    private async Task<long> SettledAsync(MainDb db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await provider.WaitForAuditorsAsync(db, cancellationToken);
        var last = await db.Set<AuditEvent>().MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        await transaction.CommitAsync(cancellationToken);
        return last;
    }

    private async Task<AuditSeal?> SealAsync(MainDb db, long until, CancellationToken cancellationToken)
    {
        var before = await db.Set<AuditSeal>().AsNoTracking().OrderByDescending(seal => seal.Number).FirstOrDefaultAsync(cancellationToken);
        var after = before?.LastEvent ?? 0;
        var open = db.Set<AuditEvent>().Where(row => row.Id > after && row.Id <= until);
        var last = await open.OrderBy(row => row.Id).Select(row => row.Id).Take(MostEvents).MaxAsync(id => (long?)id, cancellationToken);
        if (last is null)
        {
            return null;
        }

        var digest = await AuditDigest.OfAsync(open.Where(row => row.Id <= last), cancellationToken);
        var key = keys.Current(KeyPurpose.AuditSeals);
        var now = clock.GetUtcNow().UtcDateTime;
        var seal = new AuditSeal
        {
            Number = (before?.Number ?? 0) + 1,
            LastEvent = last.Value,
            Events = digest.Count,
            LatestAt = digest.LatestAt,
            Content = digest.Content,
            SealedAt = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc), // whole seconds: every engine gives them back as they are
            KeyId = key.Id,
            Code = [],
        };
        seal.Code = AuditDigest.Code(seal, before?.Code ?? [], key.Secret);
        db.Add(seal);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return seal;
    }

    private async Task<int> EraseAsync(MainDb db, CancellationToken cancellationToken)
    {
        var (now, erased) = (clock.GetUtcNow().UtcDateTime, 0);
        var old = await db.Set<AuditSeal>().AsNoTracking().Where(seal => seal.ErasedAt == null && seal.LatestAt < now - options.Audit)
            .OrderBy(seal => seal.Number).Select(seal => new { seal.Number, seal.LastEvent }).ToListAsync(cancellationToken);
        foreach (var seal in old)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var first = await db.Set<AuditSeal>().Where(row => row.Number == seal.Number - 1).Select(row => row.LastEvent).SingleOrDefaultAsync(cancellationToken);
            erased += await db.Set<AuditEvent>().Where(row => row.Id > first && row.Id <= seal.LastEvent).ExecuteDeleteAsync(cancellationToken);
            await db.Set<AuditSeal>().Where(row => row.Number == seal.Number).ExecuteUpdateAsync(row => row.SetProperty(one => one.ErasedAt, now), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return erased;
    }
}
