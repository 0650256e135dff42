using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Transition;

/// <summary>
/// Whose account an assertion speaks of (<c>docs/adr/0011</c>): every one of its vectors must lead to the same account, and to no other.
/// A pupil by number, school and names; a guardian by names and the tie to that pupil.
/// </summary>
public sealed class TransitionMatching(MainDb main)
{
    /// <summary>The account; null when a vector is about a school the system may not speak for, or leads to nobody, to several people, or to somebody else than the others.</summary>
    public async Task<Account?> FindAsync(FormerSystem system, IReadOnlyList<SchoolVector> vectors, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(vectors);
        Account? found = null;
        foreach (var vector in vectors)
        {
            if (await OneAsync(system, vector, cancellation) is not { } account || (found is not null && found.Id != account.Id))
            {
                return null;
            }

            found = account;
        }

        return found;
    }

    private async Task<Account?> OneAsync(FormerSystem system, SchoolVector vector, CancellationToken cancellation)
    {
        var school = await main.Set<School>().AsNoTracking().FirstOrDefaultAsync(one => one.Uai == vector.Uai, cancellation);
        if (school is null || !system.MaySpeakFor(school))
        {
            return null;
        }

        var records = await (
            from enrolment in main.Set<Schools.Enrolment>().AsNoTracking()
            join record in main.Set<PupilRecord>() on enrolment.PupilRecordId equals record.Id
            where enrolment.SchoolId == school.Id && enrolment.Kind == EnrolmentKind.Home && record.GoneAt == null && record.RegistrationNumber == vector.PupilNumber
            select record).ToListAsync(cancellation);
        return (records, vector.Profile) switch
        {
            ([var only], SchoolVector.SecondDegreePupil) => await PupilAsync(only, vector, cancellation),
            ([var only], SchoolVector.SecondDegreeGuardian) => await GuardianAsync(only, vector, cancellation),
            _ => null,
        };
    }

    private async Task<Account?> PupilAsync(PupilRecord record, SchoolVector vector, CancellationToken cancellation)
    {
        var row = await (
            from pupil in main.Set<Pupil>().AsNoTracking()
            join account in main.Set<Account>() on (Guid?)pupil.Id equals account.PupilId
            where pupil.Id == record.PupilId && account.ClosedAt == null
            select new { pupil.FamilyName, pupil.UsualName, pupil.FirstName, Account = account }).FirstOrDefaultAsync(cancellation);
        return row is not null && FoldedName.Match(vector.FamilyName, vector.FirstName, row.FamilyName, row.UsualName, row.FirstName) ? row.Account : null;
    }

    private async Task<Account?> GuardianAsync(PupilRecord child, SchoolVector vector, CancellationToken cancellation)
    {
        var rows = await (
            from link in main.Set<GuardianLink>().AsNoTracking()
            join record in main.Set<GuardianRecord>() on link.GuardianRecordId equals record.Id
            join account in main.Set<Account>() on record.AccountId equals (Guid?)account.Id
            where link.PupilRecordId == child.Id && link.GoneAt == null && record.GoneAt == null && account.ClosedAt == null
            select new { record.FamilyName, record.UsualName, record.FirstName, Account = account }).ToListAsync(cancellation);
        var accounts = rows.Where(row => FoldedName.Match(vector.FamilyName, vector.FirstName, row.FamilyName, row.UsualName, row.FirstName))
            .Select(row => row.Account).DistinctBy(account => account.Id).ToList();
        return accounts is [var only] ? only : null;
    }
}
