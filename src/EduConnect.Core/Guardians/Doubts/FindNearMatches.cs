using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>
/// Step <c>matching</c>: notes, school by school, the guardians who are just below the rule of matching (domain 4.1), for the school to decide; takes back what
/// is no longer alike. Joins nobody. Fifty schools are one transaction: stopped anywhere, the next run ends in the same state.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class FindNearMatches(IDbContextFactory<MainDb> main, StorageProvider provider, TimeProvider clock) : NightStep
{
    /// <summary>Schools of one transaction: some tens of thousands of ties at most are held at once.</summary>
    private const int ChunkSize = 50;

    private const int Attempts = 3;

    /// <inheritdoc />
    public override string Name => "matching";

    /// <inheritdoc />
    public override string? Needs => TakeDeposits.StepName;

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        List<Guid> schools;
        await using (var db = await main.CreateDbContextAsync(cancellationToken))
        {
            schools = await db.Set<School>().OrderBy(school => school.Id).Select(school => school.Id).ToListAsync(cancellationToken);
        }

        var (compared, found, dropped) = (0, 0, 0);
        foreach (var chunk in schools.Chunk(ChunkSize))
        {
            var done = await TryAsync(chunk, cancellationToken);
            (compared, found, dropped) = (compared + done.Compared, found + done.Found, dropped + done.Dropped);
        }

        await using var left = await main.CreateDbContextAsync(cancellationToken);
        return new Dictionary<string, int>
        {
            ["compared"] = compared,
            ["found"] = found,
            ["dropped"] = dropped,
            ["undecided"] = await left.Set<GuardianDoubt>().CountAsync(doubt => doubt.Decision == DoubtDecision.Open, cancellationToken),
        };
    }

    // Of two runs at once one comes second with the same pairs: it looks again.
    private async Task<(int Compared, int Found, int Dropped)> TryAsync(Guid[] schools, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = await main.CreateDbContextAsync(cancellationToken);
                return await ChunkAsync(db, schools, cancellationToken);
            }
            catch (Exception race) when (attempt < Attempts && provider.IsRace(race))
            {
                // again, from what is there now
            }
        }
    }

    private async Task<(int Compared, int Found, int Dropped)> ChunkAsync(MainDb db, Guid[] schools, CancellationToken cancellationToken)
    {
        var ties = await TiesAsync(db, schools, cancellationToken);
        var pairs = ties.SelectMany(school => NearMatchesOfSchool.Find(school.Value).Select(pair => (School: school.Key, Pair: pair))).ToList();
        var settled = await SettledPairs.OfAsync(db, [.. pairs.SelectMany(one => new[] { one.Pair.One.AccountId, one.Pair.Other.AccountId }).Distinct()], cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var wanted = pairs.Where(one => !settled.Contains(one.Pair.Accounts))
            .Select(one => GuardianDoubt.Between(one.School, one.Pair.One.RecordId, one.Pair.Other.RecordId, one.Pair.Match, now)).ToDictionary(doubt => doubt.Id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (found, dropped) = await WriteAsync(db, schools, wanted, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (ties.Values.Sum(school => school.Count), found, dropped);
    }

    private async Task<(int Found, int Dropped)> WriteAsync(MainDb db, Guid[] schools, Dictionary<Guid, GuardianDoubt> wanted, CancellationToken cancellationToken)
    {
        var known = await db.Set<GuardianDoubt>().AsNoTracking().Where(doubt => EF.Parameter(schools).Contains(doubt.SchoolId)).ToDictionaryAsync(doubt => doubt.Id, cancellationToken);
        var stale = known.Values.Where(doubt => doubt.Decision == DoubtDecision.Open && !wanted.ContainsKey(doubt.Id)).Select(doubt => doubt.Id).ToArray();
        var dropped = stale.Length == 0
            ? 0
            : await db.Set<GuardianDoubt>().Where(doubt => EF.Parameter(stale).Contains(doubt.Id) && doubt.Decision == DoubtDecision.Open).ExecuteDeleteAsync(cancellationToken);
        foreach (var doubt in wanted.Values.Where(doubt => known.TryGetValue(doubt.Id, out var before) && (before.Names, before.Shared) != (doubt.Names, doubt.Shared)))
        {
            await db.Set<GuardianDoubt>().Where(row => row.Id == doubt.Id && row.Decision == DoubtDecision.Open)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Names, doubt.Names).SetProperty(one => one.Shared, doubt.Shared), cancellationToken);
        }

        var added = wanted.Values.Where(doubt => !known.ContainsKey(doubt.Id)).ToList();
        await provider.Bulk(db).InsertAsync(db, added, cancellationToken);
        return (added.Count, dropped);
    }

    private static async Task<Dictionary<Guid, List<SchoolTie>>> TiesAsync(MainDb db, Guid[] schools, CancellationToken cancellationToken)
    {
        var rows =
            from enrolment in db.Set<Enrolment>()
            where enrolment.Kind == EnrolmentKind.Home && EF.Parameter(schools).Contains(enrolment.SchoolId)
            join link in db.Set<GuardianLink>() on enrolment.PupilRecordId equals link.PupilRecordId
            join record in db.Set<GuardianRecord>() on link.GuardianRecordId equals record.Id
            where link.GoneAt == null && record.GoneAt == null && record.AccountId != null
            select new
            {
                enrolment.SchoolId,
                link.PupilId,
                link.Statement,
                record.Id,
                AccountId = record.AccountId!.Value,
                record.Civility,
                record.FamilyName,
                record.UsualName,
                record.FirstName,
                record.Mobile,
                record.Mail,
            };
        var ties = new Dictionary<Guid, List<SchoolTie>>();
        var guardians = new Dictionary<Guid, KnownGuardian>();
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!guardians.TryGetValue(row.Id, out var guardian))
            {
                guardians[row.Id] = guardian = new KnownGuardian(row.Id, row.AccountId, row.Civility, row.FamilyName, row.UsualName, row.FirstName, row.Mobile, row.Mail);
            }

            if (!ties.TryGetValue(row.SchoolId, out var list))
            {
                ties[row.SchoolId] = list = [];
            }

            list.Add(new SchoolTie(guardian, row.PupilId, row.Statement == LinkStatement.ReportedWrong));
        }

        return ties;
    }
}
