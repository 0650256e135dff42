using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians;

/// <summary>Reads the children of an account.</summary>
public static class Children
{
    /// <summary>Every pupil tied to the account by a source today, by first name.</summary>
    public static async Task<IReadOnlyList<Child>> OfAsync(MainDb db, Guid account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await OfAsync(db, LinksOf(db, account), cancellation);
    }

    /// <summary>Every pupil of these ties, by first name.</summary>
    public static async Task<IReadOnlyList<Child>> OfAsync(MainDb db, IQueryable<GuardianLink> links, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var ties = await links.AsNoTracking().ToListAsync(cancellation);
        var ids = ties.Select(tie => tie.PupilId).Distinct().ToList();
        var pupils = await db.Set<Pupil>().AsNoTracking().Where(pupil => ids.Contains(pupil.Id)).ToListAsync(cancellation);
        var places = await PlacesAsync(db, ids, cancellation);
        return [.. pupils.Select(pupil => Child(pupil, [.. ties.Where(tie => tie.PupilId == pupil.Id)], places.GetValueOrDefault(pupil.Id)))
            .OrderBy(child => child.FirstName, StringComparer.CurrentCulture).ThenBy(child => child.PupilId)];
    }

    /// <summary>The ties of an account that its sources declare today.</summary>
    public static IQueryable<GuardianLink> LinksOf(MainDb db, Guid account)
    {
        ArgumentNullException.ThrowIfNull(db);
        return from link in db.Set<GuardianLink>()
               join record in db.Set<GuardianRecord>() on link.GuardianRecordId equals record.Id
               where record.AccountId == account && record.GoneAt == null && link.GoneAt == null
               select link;
    }

    /// <summary>The ties of guardian records that their sources declare today.</summary>
    public static IQueryable<GuardianLink> LinksOf(MainDb db, IReadOnlyCollection<Guid> records)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<GuardianLink>().Where(link => link.GoneAt == null && records.Contains(link.GuardianRecordId));
    }

    /// <summary>Own school and class of each pupil.</summary>
    public static async Task<Dictionary<Guid, Place>> PlacesAsync(MainDb db, IReadOnlyCollection<Guid> pupils, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await (
            from enrolment in db.Set<Enrolment>().AsNoTracking()
            join school in db.Set<School>() on enrolment.SchoolId equals school.Id
            join schoolClass in db.Set<SchoolClass>() on enrolment.ClassId equals (Guid?)schoolClass.Id into classes
            from schoolClass in classes.DefaultIfEmpty()
            where pupils.Contains(enrolment.PupilId) && enrolment.Kind == EnrolmentKind.Home
            select new { enrolment.PupilId, School = school, Class = schoolClass, enrolment.Level }).ToListAsync(cancellation);

        // In two schools at once, such as from one degree to the next in summer: the 2nd degree is where the pupil goes.
        var ordered = rows.OrderByDescending(row => row.School.Degree).ThenBy(row => row.School.Uai, StringComparer.Ordinal);
        return ordered.GroupBy(row => row.PupilId).ToDictionary(group => group.Key, group => group.Select(row => new Place(row.School, row.Class?.Label ?? row.Level ?? string.Empty, row.Class?.NameIn(row.School.Degree) ?? row.Level ?? string.Empty)).First());
    }

    private static Child Child(Pupil pupil, List<GuardianLink> ties, Place? place)
    {
        var kind = ties.Exists(tie => tie.Kind == GuardianKind.LegalGuardian) ? GuardianKind.LegalGuardian : GuardianKind.PersonInCharge;
        // What was said of one source's tie holds for the person; the latest word counts.
        var said = ties.MaxBy(tie => tie.StatedAt ?? DateTime.MinValue)!;
        return new Child(pupil.Id, pupil.FirstName, pupil.UsualName, pupil.BirthDate, kind, said.Statement, said.StatedAt, place?.School, place?.ClassLabel ?? string.Empty);
    }
}

/// <summary>Where a pupil is enrolled.</summary>
/// <param name="School">own school</param>
/// <param name="ClassLabel">class or level, as families read it; empty when none</param>
/// <param name="ClassName">the same, as the school names it (<see cref="SchoolClass.NameIn"/>)</param>
public sealed record Place(School School, string ClassLabel, string ClassName);
