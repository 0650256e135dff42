using EduConnect.Core.Directory;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>A doubt that waits, with the names of both guardians. Every member is given, null included: a member left out could not stand in an order.</summary>
internal sealed class OpenDoubt
{
    public required Guid Id { get; init; }

    public required Guid FirstRecord { get; init; }

    public required Guid FirstAccount { get; init; }

    public required string FirstName { get; init; }

    public required string FirstSearch { get; init; }

    public required Guid SecondRecord { get; init; }

    public required Guid SecondAccount { get; init; }

    public required string SecondName { get; init; }

    public required NameLikeness Names { get; init; }

    public required SharedFacts Shared { get; init; }

    public required DateTime NoticedAt { get; init; }
}

/// <summary>
/// The doubts of one school that wait. The store must be opened for that school. Both guardians must be tied to pupils of the school at this moment, whatever the night saw: who has
/// left it is another school's business (S-TN1).
/// </summary>
internal static class OpenDoubts
{
    public static IQueryable<OpenDoubt> Of(MainDb db)
    {
        if (db.SchoolScope is null)
        {
            throw new InvalidOperationException("Doubts need a store opened for one school.");
        }

        return from doubt in db.Set<GuardianDoubt>().AsNoTracking()
               where doubt.Decision == DoubtDecision.Open
               join first in Here(db) on doubt.GuardianRecordId equals first.Id
               join second in Here(db) on doubt.OtherRecordId equals second.Id
               where first.AccountId != second.AccountId
               select new OpenDoubt
               {
                   Id = doubt.Id,
                   FirstRecord = first.Id,
                   FirstAccount = first.AccountId!.Value,
                   FirstName = first.UsualName + " " + first.FirstName,
                   FirstSearch = first.SearchName,
                   SecondRecord = second.Id,
                   SecondAccount = second.AccountId!.Value,
                   SecondName = second.UsualName + " " + second.FirstName,
                   Names = doubt.Names,
                   Shared = doubt.Shared,
                   NoticedAt = doubt.NoticedAt,
               };
    }

    private static IQueryable<GuardianRecord> Here(MainDb db) => db.Set<GuardianRecord>().Where(record => record.AccountId != null && record.GoneAt == null
        && db.Set<GuardianLink>().Any(link => link.GuardianRecordId == record.Id && link.GoneAt == null
            && db.Set<Enrolment>().Any(enrolment => enrolment.PupilRecordId == link.PupilRecordId && enrolment.Kind == EnrolmentKind.Home)));
}
