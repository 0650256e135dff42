using EduConnect.Core.Directory;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Notices;

/// <summary>Adds <see cref="AccountChange"/>s to the next save of main, each once, and only those that some service asked for.</summary>
public sealed class ChangeLog
{
    private readonly MainDb _db;
    private readonly DateTime _now;
    private readonly HashSet<string> _wanted;
    private readonly HashSet<(Guid Account, ChangeKind Kind, string? Child)> _added;

    private ChangeLog(MainDb db, DateTime now, HashSet<string> wanted)
    {
        (_db, _now, _wanted) = (db, now, wanted);
        _added = [.. db.ChangeTracker.Entries<AccountChange>().Where(entry => entry.State is EntityState.Added).Select(entry => (entry.Entity.AccountId, entry.Entity.Kind, entry.Entity.PupilKey))];
    }

    /// <summary>Begins; null when no service wants to be told of anything.</summary>
    public static async Task<ChangeLog?> BeginAsync(MainDb db, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var wanted = await db.Set<Service>().AsNoTracking().Where(service => service.NoticeUri != null).Select(service => service.NoticeEvents).ToListAsync(cancellation);
        return wanted.Count == 0 ? null : new(db, now, [.. wanted.SelectMany(events => events)]);
    }

    /// <summary>Ties that a statement is about to take away, because their source holds them no more.</summary>
    public static async Task TiesGoAsync(MainDb db, IQueryable<GuardianLink> going, DateTime now, CancellationToken cancellation)
    {
        if (await BeginAsync(db, now, cancellation) is { } log)
        {
            await log.TiesAsync(going, into: null, cancellation);
        }
    }

    /// <summary>Records, with their ties, that a statement is about to give to another account.</summary>
    public static async Task RecordsMoveAsync(MainDb db, IReadOnlyCollection<Guid> records, Guid into, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await BeginAsync(db, now, cancellation) is { } log)
        {
            await log.TiesAsync(db.Set<GuardianLink>().Where(link => records.Contains(link.GuardianRecordId)), into, cancellation);
        }
    }

    /// <summary>Accounts that a statement is about to delete.</summary>
    public static async Task AccountsGoAsync(MainDb db, IEnumerable<Guid> accounts, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        if (await BeginAsync(db, now, cancellation) is { } log)
        {
            foreach (var account in accounts)
            {
                log.Add(account, ChangeKind.AccountDeleted);
            }
        }
    }

    /// <summary>What <c>FrEduVecteur</c> calls children, by record (<see cref="Claims.SchoolVectors"/>).</summary>
    internal static Task<Dictionary<Guid, string>> KeysAsync(MainDb db, Guid[] children, CancellationToken cancellation) =>
        db.Set<PupilRecord>().AsNoTracking().Where(record => EF.Parameter(children).Contains(record.Id))
            .ToDictionaryAsync(record => record.Id, record => record.RegistrationNumber.Length == 0 ? record.SourceId : record.RegistrationNumber, cancellation);

    /// <summary>A change of an account.</summary>
    internal void Add(Guid account, ChangeKind kind, string? child = null, DateTime? since = null)
    {
        if (_wanted.Contains(NoticeEvents.Of(kind)) && _added.Add((account, kind, child)))
        {
            _db.Add(new AccountChange { AccountId = account, Kind = kind, At = _now, PupilKey = child, TieSince = since });
        }
    }

    /// <summary>A tie goes from one account, or nowhere, to another, or nowhere.</summary>
    internal void Tie(Guid? from, Guid? into, ChangeKind howItGoes, string? child, DateTime? since)
    {
        if (from is { } left)
        {
            Add(left, howItGoes, child, since);
        }

        if (into is { } comes)
        {
            Add(comes, ChangeKind.TieAdded, child);
        }
    }

    private async Task TiesAsync(IQueryable<GuardianLink> ties, Guid? into, CancellationToken cancellation)
    {
        var told = await ties.AsNoTracking().Where(link => link.Statement == LinkStatement.Confirmed && link.GoneAt == null)
            .Join(_db.Set<GuardianRecord>().Where(record => record.AccountId != null), link => link.GuardianRecordId, record => record.Id, (link, record) => new { link.PupilRecordId, link.StatedAt, record.AccountId })
            .ToListAsync(cancellation);
        var keys = told.Count == 0 ? [] : await KeysAsync(_db, [.. told.Select(tie => tie.PupilRecordId).Distinct()], cancellation);
        told.ForEach(tie => Tie(tie.AccountId, into, ChangeKind.TieRemoved, keys.GetValueOrDefault(tie.PupilRecordId), tie.StatedAt));
    }
}
