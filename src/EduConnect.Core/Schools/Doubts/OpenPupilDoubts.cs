using EduConnect.Core.Directory;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Doubts;

/// <summary>A doubt about two pupils that waits. Every member is given: a member left out could not stand in an order.</summary>
internal sealed class OpenPupilDoubt
{
    public required Guid First { get; init; }

    public required string FirstSearch { get; init; }

    /// <summary>Whether the pupil known first attends the school; otherwise no school.</summary>
    public required bool IsFirstHere { get; init; }

    public required Guid Second { get; init; }

    /// <summary>Whether the one that came later attends the school; otherwise no school.</summary>
    public required bool IsSecondHere { get; init; }

    /// <summary>Same names and birth date; otherwise the source gives one of them the INE of the other.</summary>
    public required bool AreAlike { get; init; }

    public required DateTime NoticedAt { get; init; }
}

/// <summary>
/// The doubts about pupils (domain 2.6) that one school may decide. The store must be opened for that school. One of the two attends it; the other does too, or is in no source
/// any more: whoever attends another school is that one's business (S-TN1). Two different INE are two children: nobody is asked.
/// </summary>
internal static class OpenPupilDoubts
{
    public static IQueryable<OpenPupilDoubt> Of(MainDb db)
    {
        if (db.SchoolScope is null)
        {
            throw new InvalidOperationException("Doubts need a store opened for one school.");
        }

        // From the pupils of the school, by either key: the doubts of a nation are never read through.
        var here = db.Set<Enrolment>().AsNoTracking().Where(enrolment => enrolment.Kind == EnrolmentKind.Home).Select(enrolment => enrolment.PupilId);
        var waiting = db.Set<PupilDoubt>().AsNoTracking().Where(doubt => doubt.Decision == DoubtDecision.Open);
        var ours = waiting.Join(here, doubt => doubt.PupilId, pupil => pupil, (doubt, _) => new { doubt.PupilId, doubt.OtherPupilId, doubt.NoticedAt })
            .Union(waiting.Join(here, doubt => doubt.OtherPupilId, pupil => pupil, (doubt, _) => new { doubt.PupilId, doubt.OtherPupilId, doubt.NoticedAt }));
        var known = db.Set<PupilRecord>().Where(record => record.GoneAt == null);
        return from doubt in ours
               join first in db.Set<Pupil>() on doubt.PupilId equals first.Id
               join second in db.Set<Pupil>() on doubt.OtherPupilId equals second.Id
               where (first.Ine == null || second.Ine == null)
                   && (here.Contains(first.Id) || !known.Any(record => record.PupilId == first.Id))
                   && (here.Contains(second.Id) || !known.Any(record => record.PupilId == second.Id))
               select new OpenPupilDoubt
               {
                   First = first.Id,
                   FirstSearch = first.SearchName,
                   IsFirstHere = here.Contains(first.Id),
                   Second = second.Id,
                   IsSecondHere = here.Contains(second.Id),
                   AreAlike = first.IdentityKey != 0 && first.IdentityKey == second.IdentityKey,
                   NoticedAt = doubt.NoticedAt,
               };
    }

    /// <summary>One of them; null when the school has no such doubt that waits: decided, gone and foreign are not told apart.</summary>
    public static Task<OpenPupilDoubt?> FindAsync(MainDb db, PupilPair pair, CancellationToken cancellationToken) =>
        Of(db).SingleOrDefaultAsync(doubt => doubt.First == pair.Pupil && doubt.Second == pair.Other, cancellationToken);
}
