using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>Who has no school: pupils without any enrolment, guardians without a tie to a pupil who has one (domain §9).</summary>
internal static class Absences
{
    /// <summary>Pupils without a school.</summary>
    public static IQueryable<Guid> Pupils(MainDb db) =>
        db.Set<Pupil>().Where(pupil => !db.Set<Enrolment>().Any(enrolment => enrolment.PupilId == pupil.Id)).Select(pupil => pupil.Id);

    /// <summary>Accounts of guardians without a child in a school; closed ones have none.</summary>
    public static IQueryable<Guid> Guardians(MainDb db) =>
        db.Set<Account>().Where(account => account.Kind == AccountKind.Guardian
            && !(from record in db.Set<GuardianRecord>()
                 where record.AccountId == account.Id && record.GoneAt == null
                 join link in db.Set<GuardianLink>() on record.Id equals link.GuardianRecordId
                 where link.GoneAt == null
                 join enrolment in db.Set<Enrolment>() on link.PupilRecordId equals enrolment.PupilRecordId
                 select record.Id).Any())
            .Select(account => account.Id);

    /// <summary>Notes who has none since this night, and forgets those who are back.</summary>
    public static async Task NoteAsync(MainDb db, DateTime now, CancellationToken cancellationToken)
    {
        var (pupils, guardians) = (Pupils(db), Guardians(db));
        await db.Set<Absence>().Where(absence => absence.Kind == AccountKind.Pupil && !pupils.Contains(absence.PersonId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<Absence>().Where(absence => absence.Kind == AccountKind.Guardian && !guardians.Contains(absence.PersonId)).ExecuteDeleteAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into absence (person_id, kind, since)
            select p.id, {(int)AccountKind.Pupil}, {now} from pupil p
            where not exists (select 1 from enrolment e where e.pupil_id = p.id)
            on conflict (person_id) do nothing
            """,
            cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into absence (person_id, kind, since)
            select a.id, {(int)AccountKind.Guardian}, {now} from account a
            where a.kind = {(int)AccountKind.Guardian} and not exists (
                select 1 from guardian_record r
                join guardian_link l on l.guardian_record_id = r.id and l.gone_at is null
                join enrolment e on e.pupil_record_id = l.pupil_record_id
                where r.account_id = a.id and r.gone_at is null)
            on conflict (person_id) do nothing
            """,
            cancellationToken);
    }
}
