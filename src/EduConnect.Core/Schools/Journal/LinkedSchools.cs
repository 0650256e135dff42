using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Journal;

/// <summary>
/// Writes what an agent did to a guardian into the trail of every other school whose lists hold that guardian (S-TN2). Each of them gets an event of its own, in the same save: so it is sealed, filtered
/// and erased like any other, and stays when the tie ends. It names the school that acted, never its agent, its pupils or its classes.
/// </summary>
internal static class LinkedSchools
{
    private const int ChunkSize = 1_000;

    /// <summary>True for an event that stands in the trail of a school because another one acted.</summary>
    public static bool IsTold(AuditEvent one) => one is { ActorKind: ActorKind.Agent, ActorId.Length: 0 } && ElsewhereDetail.Read(one.Detail) is not null;

    /// <summary>True when the save holds an event that other schools may have to know.</summary>
    public static bool MayConcern(MainDb db) => Acts(db).Count > 0;

    /// <summary>Adds the events of the other schools to the save. What an earlier try of the same save added is taken out first.</summary>
    public static async Task TellAsync(MainDb db, CancellationToken cancellationToken)
    {
        foreach (var stale in Added(db).Where(IsTold))
        {
            db.Entry(stale).State = EntityState.Detached;
        }

        var acts = Acts(db);
        if (acts.Count == 0)
        {
            return;
        }

        var schools = await SchoolsAsync(db, [.. acts.SelectMany(act => new[] { act.AccountId, act.OtherAccountId }).OfType<Guid>().Distinct()], cancellationToken);
        List<(AuditEvent Act, Guid School, Guid Account)> told =
            [.. acts.SelectMany(act => Known(schools, act).Where(known => known.School != act.SchoolId).Select(known => (act, known.School, known.Account)))];
        if (told.Count > 0)
        {
            var names = await NamesAsync(db, [.. told.Select(one => one.Act.SchoolId!.Value).Distinct()], cancellationToken);
            db.AddRange(told.Where(one => names.ContainsKey(one.Act.SchoolId!.Value)).Select(one => Event(one.Act, one.School, one.Account, names[one.Act.SchoolId!.Value])));
        }
    }

    // A school that knows both accounts of a doubt reads of the first; one that knows the second alone must not read of the first.
    private static IEnumerable<(Guid School, Guid Account)> Known(ILookup<Guid, Guid> schools, AuditEvent act) =>
        schools[act.AccountId!.Value].Select(school => (school, act.AccountId.Value))
            .Concat(act.OtherAccountId is { } other ? schools[other].Select(school => (school, other)) : [])
            .DistinctBy(known => known.Item1);

    private static AuditEvent Event(AuditEvent act, Guid school, Guid account, string detail) => new()
    {
        At = act.At,
        Code = act.Code,
        ActorKind = act.ActorKind,
        SchoolId = school,
        AccountId = account,
        Detail = detail,
        RequestId = act.RequestId,
    };

    /// <summary>Which schools have each guardian in their lists: a child of theirs, tied by a source of today.</summary>
    private static async Task<ILookup<Guid, Guid>> SchoolsAsync(MainDb db, Guid[] accounts, CancellationToken cancellationToken)
    {
        List<(Guid Account, Guid School)> found = [];
        foreach (var chunk in accounts.Chunk(ChunkSize))
        {
            var rows = await (
                from record in db.Set<GuardianRecord>().AsNoTracking().IgnoreQueryFilters([MainDb.SchoolFilter])
                where record.AccountId != null && EF.Parameter(chunk).Contains(record.AccountId.Value) && record.GoneAt == null
                join link in db.Set<GuardianLink>() on record.Id equals link.GuardianRecordId
                where link.GoneAt == null
                join enrolment in db.Set<Enrolment>() on link.PupilRecordId equals enrolment.PupilRecordId
                where enrolment.Kind == EnrolmentKind.Home
                select new { Account = record.AccountId!.Value, School = enrolment.SchoolId }).Distinct().ToListAsync(cancellationToken);
            found.AddRange(rows.Select(row => (row.Account, row.School)));
        }

        return found.ToLookup(row => row.Account, row => row.School);
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(MainDb db, Guid[] schools, CancellationToken cancellationToken)
    {
        var found = await db.Set<School>().AsNoTracking().Where(school => EF.Parameter(schools).Contains(school.Id)).ToListAsync(cancellationToken);
        return found.ToDictionary(school => school.Id, school => ElsewhereDetail.Write(school.Uai, $"{school.TitledName} ({school.Town})"));
    }

    private static List<AuditEvent> Acts(MainDb db) =>
        Added(db).FindAll(one => one is { ActorKind: ActorKind.Agent, SchoolId: not null, AccountId: not null } && !IsTold(one));

    // Events are added by name: the other rows, thousands in an import, need not be compared for them.
    private static List<AuditEvent> Added(MainDb db)
    {
        var before = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return [.. db.ChangeTracker.Entries<AuditEvent>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity)];
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = before;
        }
    }
}
