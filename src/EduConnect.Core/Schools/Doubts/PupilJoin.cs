using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Doubts;

/// <summary>Makes one child of two: records, enrolments, ties and other doubts move to the pupil who stays. Inside the caller's transaction and save; accounts are the caller's business.</summary>
internal sealed class PupilJoin(MainDb db)
{
    /// <summary>The one with an INE stays, as the national identity says; without any, the one known first.</summary>
    public static (Guid Stays, Guid Goes) Choose(Pupil first, Pupil second) => first.Ine is null && second.Ine is not null ? (second.Id, first.Id) : (first.Id, second.Id);

    /// <summary>Moves everything and deletes the pupil who goes.</summary>
    public async Task MoveAsync(Guid stays, Guid goes, CancellationToken cancellationToken)
    {
        (await db.Set<PupilRecord>().Where(record => record.PupilId == goes).ToListAsync(cancellationToken)).ForEach(record => record.PupilId = stays);
        (await db.Set<Enrolment>().Where(enrolment => enrolment.PupilId == goes).ToListAsync(cancellationToken)).ForEach(enrolment => enrolment.PupilId = stays);
        (await db.Set<GuardianLink>().Where(link => link.PupilId == goes).ToListAsync(cancellationToken)).ForEach(link => link.PupilId = stays);
        await MoveDoubtsAsync(stays, goes, cancellationToken);
        await db.Set<Absence>().Where(absence => absence.PersonId == goes).ExecuteDeleteAsync(cancellationToken);
        db.Remove(await db.Set<Pupil>().SingleAsync(pupil => pupil.Id == goes, cancellationToken));
    }

    // What was asked or said about the one who goes and a third child holds for the one who stays, unless that was asked or said too.
    private async Task MoveDoubtsAsync(Guid stays, Guid goes, CancellationToken cancellationToken)
    {
        var all = await db.Set<PupilDoubt>().Where(doubt => doubt.PupilId == goes || doubt.OtherPupilId == goes || doubt.PupilId == stays || doubt.OtherPupilId == stays).ToListAsync(cancellationToken);
        foreach (var doubt in all.Where(doubt => doubt.PupilId == goes || doubt.OtherPupilId == goes))
        {
            var third = doubt.PupilId == goes ? doubt.OtherPupilId : doubt.PupilId;
            if (third != stays && !all.Exists(other => (other.PupilId, other.OtherPupilId) == (stays, third) || (other.PupilId, other.OtherPupilId) == (third, stays)))
            {
                db.Add(new PupilDoubt
                {
                    PupilId = doubt.PupilId == goes ? stays : third,
                    OtherPupilId = doubt.PupilId == goes ? third : stays,
                    NoticedAt = doubt.NoticedAt,
                    Decision = doubt.Decision,
                });
            }

            db.Remove(doubt);
        }
    }
}
