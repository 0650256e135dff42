using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// Schools that are open here and that a complet, or the white list, drops: that they lose their people is what was asked for, so the safety brake leaves them and
/// their accounts out of both sides of its sums. A school that was never loaded, or has long gone, is none of them: it switches nothing off (domain 2.4).
/// </summary>
internal static class DroppedSchools
{
    /// <summary>Those of the source.</summary>
    public static async Task<HashSet<Guid>> FindAsync(MainDb db, StagedDelivery staged, CancellationToken cancellationToken)
    {
        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        var outside = staged.Schools.Values.Where(school => !school.IsAccepted).Select(school => school.Id).ToHashSet();
        var open = outside.Count == 0
            ? []
            : await db.Set<School>().Where(school => school.Academie == academie && school.Degree == degree && school.GoneAt == null).Select(school => school.Id).ToListAsync(cancellationToken);
        outside.IntersectWith(open);
        return outside;
    }

    /// <summary>Accounts that <paramref name="plan"/> takes from the source and that were there through <paramref name="dropped"/> alone.</summary>
    public static async Task<long> CountAccountsAsync(MainDb db, StagedDelivery staged, RemovalPlan plan, HashSet<Guid> dropped, CancellationToken cancellationToken)
    {
        if (dropped.Count == 0)
        {
            return 0;
        }

        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        Guid[] schools = [.. dropped];
        var enrolments = db.Set<Enrolment>();
        var pupils = degree != Degree.Second
            ? []
            : await db.Set<PupilRecord>().Where(record => record.Academie == academie && record.Degree == degree && record.GoneAt == null
                && enrolments.Any(enrolment => enrolment.PupilRecordId == record.Id && EF.Parameter(schools).Contains(enrolment.SchoolId))
                && !enrolments.Any(enrolment => enrolment.PupilRecordId == record.Id && !EF.Parameter(schools).Contains(enrolment.SchoolId)))
                .Select(record => record.Id).ToListAsync(cancellationToken);
        var places = db.Set<GuardianLink>().Where(link => link.GoneAt == null)
            .Join(enrolments, link => link.PupilRecordId, enrolment => enrolment.PupilRecordId, (link, enrolment) => new { link.GuardianRecordId, enrolment.SchoolId });
        var guardians = await db.Set<GuardianRecord>().Where(record => record.Academie == academie && record.Degree == degree && record.GoneAt == null && record.AccountId != null
            && places.Any(place => place.GuardianRecordId == record.Id && EF.Parameter(schools).Contains(place.SchoolId))
            && !places.Any(place => place.GuardianRecordId == record.Id && !EF.Parameter(schools).Contains(place.SchoolId)))
            .Select(record => record.Id).ToListAsync(cancellationToken);
        return pupils.Intersect(plan.Pupils).LongCount() + guardians.Intersect(plan.Guardians).LongCount();
    }
}
