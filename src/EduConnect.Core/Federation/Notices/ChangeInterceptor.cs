using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EduConnect.Core.Federation.Notices;

/// <summary>
/// Adds an <see cref="AccountChange"/> to every save of main that closes an account, gives it another username, flags it, or changes what services are told
/// of a tie: whoever changes these cannot forget the services. What is changed by statements, past the tracker, goes by <see cref="ChangeLog"/>.
/// </summary>
public sealed class ChangeInterceptor(TimeProvider clock) : SaveChangesInterceptor
{
    /// <inheritdoc />
    /// <exception cref="NotSupportedException">such a change was saved without waiting: the account of a tie has to be asked of the store</exception>
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        return eventData.Context is MainDb db && !Seen.In(db).IsEmpty ? throw new NotSupportedException("Changes that services are told of are saved by SaveChangesAsync.") : result;
    }

    /// <inheritdoc />
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (eventData.Context is MainDb db && Seen.In(db) is { IsEmpty: false } seen && await ChangeLog.BeginAsync(db, clock.GetUtcNow().UtcDateTime, cancellationToken) is { } log)
        {
            seen.Accounts.ForEach(one => log.Add(one.Account, one.Kind));
            if (seen.Ties.Count > 0 || seen.Moves.Count > 0)
            {
                await TiesAsync(db, log, seen.Ties, seen.Moves, cancellationToken);
            }
        }

        return result;
    }

    // A tie is told to the services of the account its record belongs to: before the save, and after it.
    private static async Task TiesAsync(MainDb db, ChangeLog log, List<TieChange> ties, Dictionary<Guid, Guid?> moves, CancellationToken cancellation)
    {
        var records = ties.Select(tie => tie.Record).Concat(moves.Keys).Distinct().ToArray();
        var before = await db.Set<GuardianRecord>().AsNoTracking().Where(record => EF.Parameter(records).Contains(record.Id)).ToDictionaryAsync(record => record.Id, record => record.AccountId, cancellation);
        var moved = moves.Keys.ToArray();
        var resting = moved.Length == 0 ? [] : await db.Set<GuardianLink>().AsNoTracking()
            .Where(link => EF.Parameter(moved).Contains(link.GuardianRecordId) && link.Statement == LinkStatement.Confirmed && link.GoneAt == null).ToListAsync(cancellation);
        var all = ties.Concat(resting.Where(link => !ties.Exists(tie => tie.Record == link.GuardianRecordId && tie.Child == link.PupilRecordId))
            .Select(link => new TieChange(link.GuardianRecordId, link.PupilRecordId, WasTold: true, IsTold: true, link.Statement, link.StatedAt))).ToList();
        var keys = await ChangeLog.KeysAsync(db, [.. all.Select(tie => tie.Child).Distinct()], cancellation);
        foreach (var tie in all)
        {
            var from = tie.WasTold ? before.GetValueOrDefault(tie.Record) : null;
            var into = tie.IsTold ? moves.TryGetValue(tie.Record, out var next) ? next : before.GetValueOrDefault(tie.Record) : null;
            if (from != into)
            {
                log.Tie(from, into, tie.Said is LinkStatement.ReportedWrong ? ChangeKind.TieReported : ChangeKind.TieRemoved, keys.GetValueOrDefault(tie.Child), tie.Since);
            }
        }
    }

    private sealed record TieChange(Guid Record, Guid Child, bool WasTold, bool IsTold, LinkStatement Said, DateTime? Since);

    /// <summary>What the tracker holds of such changes; it is looked through once.</summary>
    private sealed record Seen(List<(Guid Account, ChangeKind Kind)> Accounts, List<TieChange> Ties, Dictionary<Guid, Guid?> Moves)
    {
        public bool IsEmpty => Accounts.Count == 0 && Ties.Count == 0 && Moves.Count == 0;

        public static Seen In(MainDb db)
        {
            var seen = new Seen([], [], []);
            foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.State is not EntityState.Unchanged))
            {
                switch (entry.Entity)
                {
                    case Account account when entry.State is not EntityState.Added:
                        seen.Accounts.AddRange(Kinds(entry, account).Select(kind => (account.Id, kind)));
                        break;
                    case GuardianLink link when Tie(entry, link) is { } tie && tie.WasTold != tie.IsTold:
                        seen.Ties.Add(tie);
                        break;
                    case GuardianRecord record when entry.State is EntityState.Modified && entry.Property(nameof(GuardianRecord.AccountId)).IsModified:
                        seen.Moves[record.Id] = record.AccountId;
                        break;
                }
            }

            return seen;
        }

        private static IEnumerable<ChangeKind> Kinds(EntityEntry entry, Account account)
        {
            if (entry.State is EntityState.Deleted)
            {
                return [ChangeKind.AccountDeleted];
            }

            var was = entry.OriginalValues;
            return new[]
            {
                (ChangeKind.AccountClosed, account.ClosedAt is not null && was.GetValue<DateTime?>(nameof(Account.ClosedAt)) is null),
                (ChangeKind.Compromised, account.IsCompromised && !was.GetValue<bool>(nameof(Account.IsCompromised))),
                (ChangeKind.UsernameChanged, account.Username != was.GetValue<string>(nameof(Account.Username))),
            }.Where(one => one.Item2).Select(one => one.Item1);
        }

        private static TieChange Tie(EntityEntry entry, GuardianLink link)
        {
            var isTold = entry.State is not EntityState.Deleted && link is { Statement: LinkStatement.Confirmed, GoneAt: null };
            if (entry.State is EntityState.Added)
            {
                return new(link.GuardianRecordId, link.PupilRecordId, WasTold: false, isTold, link.Statement, null);
            }

            var was = entry.OriginalValues;
            var wasTold = was.GetValue<LinkStatement>(nameof(GuardianLink.Statement)) is LinkStatement.Confirmed && was.GetValue<DateTime?>(nameof(GuardianLink.GoneAt)) is null;
            return new(link.GuardianRecordId, link.PupilRecordId, wasTold, isTold, link.Statement, was.GetValue<DateTime?>(nameof(GuardianLink.StatedAt)));
        }
    }
}
