using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What a complet would take away: worked out before anything is written, held against the safety brake, then applied.</summary>
internal sealed class RemovalPlan
{
    private const int Batch = 2000;

    /// <summary>Pupil records that leave their source.</summary>
    public List<Guid> Pupils { get; } = [];

    /// <summary>Pupil records that stay, but leave a school the complet speaks of.</summary>
    public List<Guid> Visitors { get; } = [];

    /// <summary>Guardian records nobody names any more, here or in a school the complet does not speak of.</summary>
    public List<Guid> Guardians { get; } = [];

    /// <summary>Ties taken from each school.</summary>
    public Dictionary<Guid, long> TiesBySchool { get; } = [];

    /// <summary>Accounts that would lose the record of this source.</summary>
    public long Accounts { get; private set; }

    /// <summary>Works the plan out; empty for a first load.</summary>
    public static async Task<RemovalPlan> MakeAsync(MainDb db, StagedDelivery staged, DirectoryIds ids, CancellationToken cancellationToken)
    {
        var plan = new RemovalPlan();
        if (!staged.IsComplet || staged.IsFirstLoad)
        {
            return plan;
        }

        var scope = staged.SeenSchools.Select(school => school.Id).ToHashSet();
        foreach (var missing in (await MissingPupilsAsync(db, staged, cancellationToken)).Chunk(Batch))
        {
            await plan.AddPupilsAsync(db, missing, scope, staged.Delivery.Degree == Degree.Second, cancellationToken);
        }

        await plan.AddLostTiesAsync(db, staged, ids, cancellationToken);
        await plan.AddGuardiansAsync(db, staged, [.. scope], cancellationToken);
        return plan;
    }

    /// <exception cref="DeliveryRefusedException">The complet would remove too much.</exception>
    public async Task HoldAgainstBrakeAsync(MainDb db, StagedDelivery staged, DateOnly day, CancellationToken cancellationToken)
    {
        if (TiesBySchool.Count == 0 && Accounts == 0)
        {
            return;
        }

        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        var dropped = await DroppedSchools.FindAsync(db, staged, cancellationToken);
        var totals = await (
            from enrolment in db.Set<Enrolment>()
            join link in db.Set<GuardianLink>() on enrolment.PupilRecordId equals link.PupilRecordId
            join school in db.Set<School>() on enrolment.SchoolId equals school.Id
            where link.GoneAt == null && school.Academie == academie && school.Degree == degree
            group link by new { school.Id, school.Uai, school.Name } into ties
            select new { ties.Key.Id, ties.Key.Uai, ties.Key.Name, Count = ties.LongCount() }).ToListAsync(cancellationToken);
        var over = totals.Where(school => !dropped.Contains(school.Id) && SafetyBrake.StopsSchool(TiesBySchool.GetValueOrDefault(school.Id), school.Count, day))
            .Select(school => new HeldSchool(school.Uai, school.Name, TiesBySchool[school.Id], school.Count))
            .OrderByDescending(school => (double)school.Lost / school.Ties).ThenBy(school => school.Uai, StringComparer.Ordinal).ToList();
        var accounts = await db.Set<GuardianRecord>().LongCountAsync(record => record.Academie == academie && record.Degree == degree && record.GoneAt == null && record.AccountId != null, cancellationToken);
        accounts += degree == Degree.Second ? await db.Set<PupilRecord>().LongCountAsync(record => record.Academie == academie && record.Degree == degree && record.GoneAt == null, cancellationToken) : 0;
        var apart = await DroppedSchools.CountAccountsAsync(db, staged, this, dropped, cancellationToken);
        var (lost, all) = (Accounts - apart, accounts - apart);
        var isSourceOver = SafetyBrake.StopsSource(lost, all, day);
        if (over.Count > 0 || isSourceOver)
        {
            var why = over is [var worst, ..] ? ImportRemark.Of("SchoolLosesTooMuch", worst.Uai, worst.Lost, worst.Ties) : ImportRemark.Of("SourceLosesTooMuch", lost, all);
            throw new DeliveryRefusedException(why) { Held = Describe(staged, day, over, (lost, all), isSourceOver) };
        }
    }

    private HeldExport Describe(StagedDelivery staged, DateOnly day, List<HeldSchool> over, (long Lost, long All) accounts, bool isSourceOver)
    {
        var (pupils, guardians) = (staged.Pupils.CountDue(), staged.Guardians.CountDue());
        return new HeldExport(
            staged.Delivery.Feed, SafetyBrake.SchoolShare(day), SafetyBrake.SourceShare(day), [.. over.Take(HeldExport.MostSchools)], over.Count, accounts.Lost, accounts.All, isSourceOver,
            new PlannedChanges(pupils.New, pupils.Different, Pupils.Count), new PlannedChanges(guardians.New, guardians.Different, Guardians.Count), TiesBySchool.Values.Sum());
    }

    private static async Task<List<(Guid Id, bool IsSeen)>> MissingPupilsAsync(MainDb db, StagedDelivery staged, CancellationToken cancellationToken)
    {
        var stored = db.Set<PupilRecord>().Where(record => record.Academie == staged.Delivery.Academie && record.Degree == staged.Delivery.Degree && record.GoneAt == null)
            .Select(record => new { record.Id, record.SourceId });
        var missing = new List<(Guid Id, bool IsSeen)>();
        await foreach (var record in stored.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var state = staged.Pupils.State(record.SourceId);
            if (!state.HasFlag(KeyState.Kept))
            {
                missing.Add((record.Id, state.HasFlag(KeyState.Seen)));
            }
        }

        return missing;
    }

    private async Task AddPupilsAsync(MainDb db, (Guid Id, bool IsSeen)[] missing, HashSet<Guid> scope, bool haveAccounts, CancellationToken cancellationToken)
    {
        var records = missing.Select(one => one.Id).ToArray();
        var enrolments = (await db.Set<Enrolment>().AsNoTracking().Where(enrolment => EF.Parameter(records).Contains(enrolment.PupilRecordId)).ToListAsync(cancellationToken))
            .ToLookup(enrolment => enrolment.PupilRecordId);
        var ties = await db.Set<GuardianLink>().Where(link => link.GoneAt == null && EF.Parameter(records).Contains(link.PupilRecordId))
            .GroupBy(link => link.PupilRecordId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        foreach (var (id, isSeen) in missing)
        {
            var inScope = enrolments[id].Where(enrolment => isSeen || scope.Contains(enrolment.SchoolId)).ToList();
            var leaves = isSeen || inScope.Count == enrolments[id].Count();
            (leaves ? Pupils : inScope.Count > 0 ? Visitors : []).Add(id);
            Accounts += leaves && haveAccounts ? 1 : 0;
            foreach (var enrolment in inScope)
            {
                CountTies(enrolment.SchoolId, ties.GetValueOrDefault(id));
            }
        }
    }

    /// <summary>Ties that pupils who stay would lose, because their record no longer lists them.</summary>
    private async Task AddLostTiesAsync(MainDb db, StagedDelivery staged, DirectoryIds ids, CancellationToken cancellationToken)
    {
        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        var due = new DueRecords(staged);
        foreach (var chunk in due.Pupils(cancellationToken).Where(item => staged.Pupils.State(item.Source.SourceId).HasFlag(KeyState.Existing)).Chunk(Batch))
        {
            var kept = new HashSet<(Guid, Guid)>();
            var records = new List<Guid>(chunk.Length);
            foreach (var (source, _) in chunk)
            {
                var record = ids.PupilRecord(academie, degree, source.SourceId);
                records.Add(record);
                kept.UnionWith(source.Links.Select(link => (record, ids.GuardianRecord(academie, degree, link.GuardianId))));
            }

            var sought = records.ToArray();
            var links = await db.Set<GuardianLink>().Where(link => link.GoneAt == null && EF.Parameter(sought).Contains(link.PupilRecordId))
                .Select(link => new { link.PupilRecordId, link.GuardianRecordId }).ToListAsync(cancellationToken);
            var lost = links.Where(link => !kept.Contains((link.PupilRecordId, link.GuardianRecordId))).CountBy(link => link.PupilRecordId).ToDictionary();
            var losing = lost.Keys.ToArray();
            foreach (var home in await db.Set<Enrolment>().AsNoTracking().Where(enrolment => EF.Parameter(losing).Contains(enrolment.PupilRecordId)).ToListAsync(cancellationToken))
            {
                CountTies(home.SchoolId, lost[home.PupilRecordId]);
            }
        }
    }

    private async Task AddGuardiansAsync(MainDb db, StagedDelivery staged, Guid[] scope, CancellationToken cancellationToken)
    {
        var elsewhere = staged.Schools.Values.All(school => school.Source is not null) ? [] : await NamedElsewhereAsync(db, staged, scope, cancellationToken);
        var stored = db.Set<GuardianRecord>().Where(record => record.Academie == staged.Delivery.Academie && record.Degree == staged.Delivery.Degree && record.GoneAt == null)
            .Select(record => new { record.Id, record.SourceId, record.AccountId });
        await foreach (var record in stored.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!staged.Guardians.State(record.SourceId).HasFlag(KeyState.Kept) && !elsewhere.Contains(record.Id))
            {
                Guardians.Add(record.Id);
                Accounts += record.AccountId is null ? 0 : 1;
            }
        }
    }

    /// <summary>Guardians named by pupils of schools the complet does not speak of.</summary>
    private static async Task<HashSet<Guid>> NamedElsewhereAsync(MainDb db, StagedDelivery staged, Guid[] scope, CancellationToken cancellationToken) =>
    [
        .. await db.Set<GuardianLink>()
            .Where(link => link.GoneAt == null
                && db.Set<GuardianRecord>().Any(record => record.Id == link.GuardianRecordId && record.Academie == staged.Delivery.Academie && record.Degree == staged.Delivery.Degree)
                && db.Set<Enrolment>().Any(enrolment => enrolment.PupilRecordId == link.PupilRecordId && !EF.Parameter(scope).Contains(enrolment.SchoolId)))
            .Select(link => link.GuardianRecordId).Distinct().ToListAsync(cancellationToken),
    ];

    private void CountTies(Guid school, long count)
    {
        if (count > 0)
        {
            TiesBySchool[school] = TiesBySchool.GetValueOrDefault(school) + count;
        }
    }
}
