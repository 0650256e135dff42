using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// Takes away what left its source: records and ties get their date, enrolments go, nobody is deleted and no account is touched (domain 2.4, S-XM3).
/// </summary>
internal sealed class RemovalApplier(StagedDelivery staged, DirectoryIds ids, ChunkRunner chunks)
{
    private const int Batch = 2000;

    /// <summary>The removals of a complet.</summary>
    public async Task ApplyAsync(RemovalPlan plan, CancellationToken cancellationToken)
    {
        foreach (var batch in plan.Pupils.Chunk(Batch))
        {
            await chunks.CommitAsync("pupils gone", counts => PupilsAsync(batch, counts, cancellationToken), cancellationToken);
        }

        var scope = staged.SeenSchools.Select(school => school.Id).ToArray();
        foreach (var batch in plan.Visitors.Chunk(Batch))
        {
            await chunks.CommitAsync("visitors gone", _ => LeaveSchoolsAsync(batch, scope, cancellationToken), cancellationToken);
        }

        foreach (var batch in plan.Guardians.Chunk(Batch))
        {
            await chunks.CommitAsync("guardians gone", counts => GuardiansAsync(batch, counts, cancellationToken), cancellationToken);
        }

        if (staged.IsComplet && !staged.IsFirstLoad)
        {
            await chunks.CommitAsync("classes gone", counts => ClassesAsync(scope, counts, cancellationToken), cancellationToken);
        }
    }

    /// <summary>The removals a delta asks for, in its own order: pupils, guardians, schools. What is not known, or already gone, is left alone.</summary>
    public async Task ApplyDeltaAsync(CancellationToken cancellationToken)
    {
        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        foreach (var batch in staged.DeletedPupils.Select(id => ids.PupilRecord(academie, degree, id)).Chunk(Batch))
        {
            await chunks.CommitAsync("pupils deleted", counts => DeletedPupilsAsync(batch, counts, cancellationToken), cancellationToken);
        }

        foreach (var batch in staged.DeletedGuardians.Select(id => ids.GuardianRecord(academie, degree, id)).Chunk(Batch))
        {
            await chunks.CommitAsync("guardians deleted", counts => DeletedGuardiansAsync(batch, counts, cancellationToken), cancellationToken);
        }

        if (staged.DeletedSchools.Count > 0)
        {
            await chunks.CommitAsync("schools deleted", counts => DeletedSchoolsAsync(counts, cancellationToken), cancellationToken);
        }
    }

    private async Task PupilsAsync(Guid[] records, ImportCounts counts, CancellationToken cancellationToken)
    {
        counts.Pupils.Gone += await chunks.Db.Set<PupilRecord>().Where(record => record.GoneAt == null && EF.Parameter(records).Contains(record.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(record => record.GoneAt, chunks.Now).SetProperty(record => record.RowHash, (long?)null), cancellationToken);
        counts.Links.Gone += await TiesAsync(chunks.Db.Set<GuardianLink>().Where(link => link.GoneAt == null && EF.Parameter(records).Contains(link.PupilRecordId)), cancellationToken);
        await chunks.Db.Set<Enrolment>().Where(enrolment => EF.Parameter(records).Contains(enrolment.PupilRecordId)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task DeletedPupilsAsync(Guid[] records, ImportCounts counts, CancellationToken cancellationToken)
    {
        var touched = new TouchedSchools(staged, chunks);
        await touched.AddPupilsAsync(records, cancellationToken);
        await PupilsAsync(records, counts, cancellationToken);
        await touched.WriteAsync(cancellationToken);
    }

    private Task LeaveSchoolsAsync(Guid[] records, Guid[] schools, CancellationToken cancellationToken) =>
        EndEnrolmentsAsync(chunks.Db.Set<Enrolment>().Where(enrolment => EF.Parameter(records).Contains(enrolment.PupilRecordId) && EF.Parameter(schools).Contains(enrolment.SchoolId)), cancellationToken);

    // Should the school or the course come back, the pupil's own record says nothing new: the next export has to look at it again, or the pupil would stay away.
    private async Task EndEnrolmentsAsync(IQueryable<Enrolment> ending, CancellationToken cancellationToken)
    {
        await chunks.Db.Set<PupilRecord>().Where(record => ending.Any(enrolment => enrolment.PupilRecordId == record.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(record => record.RowHash, (long?)null), cancellationToken);
        await ending.ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Guardians whose last tie went with this complet.</summary>
    private async Task GuardiansAsync(Guid[] records, ImportCounts counts, CancellationToken cancellationToken) =>
        counts.Guardians.Gone += await chunks.Db.Set<GuardianRecord>()
            .Where(record => record.GoneAt == null && EF.Parameter(records).Contains(record.Id)
                && !chunks.Db.Set<GuardianLink>().Any(link => link.GuardianRecordId == record.Id && link.GoneAt == null))
            .ExecuteUpdateAsync(row => row.SetProperty(record => record.GoneAt, chunks.Now).SetProperty(record => record.RowHash, (long?)null), cancellationToken);

    private async Task DeletedGuardiansAsync(Guid[] records, ImportCounts counts, CancellationToken cancellationToken)
    {
        var touched = new TouchedSchools(staged, chunks);
        await touched.AddGuardiansAsync(records, cancellationToken);
        counts.Guardians.Gone += await chunks.Db.Set<GuardianRecord>().Where(record => record.GoneAt == null && EF.Parameter(records).Contains(record.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(record => record.GoneAt, chunks.Now).SetProperty(record => record.RowHash, (long?)null), cancellationToken);
        var going = chunks.Db.Set<GuardianLink>().Where(link => link.GoneAt == null && EF.Parameter(records).Contains(link.GuardianRecordId));

        // Should the guardian come back, the pupil's own record says nothing new: the next complet has to look at it again, or the tie would stay away.
        await chunks.Db.Set<PupilRecord>().Where(record => going.Any(link => link.PupilRecordId == record.Id)).ExecuteUpdateAsync(row => row.SetProperty(record => record.RowHash, (long?)null), cancellationToken);
        counts.Links.Gone += await TiesAsync(going, cancellationToken);
        await touched.WriteAsync(cancellationToken);
    }

    // Services that were told of these ties are told that they go, in the same transaction.
    private async Task<int> TiesAsync(IQueryable<GuardianLink> going, CancellationToken cancellationToken)
    {
        await ChangeLog.TiesGoAsync(chunks.Db, going, chunks.Now, cancellationToken);
        return await going.ExecuteUpdateAsync(row => row.SetProperty(link => link.GoneAt, chunks.Now), cancellationToken);
    }

    private async Task DeletedSchoolsAsync(ImportCounts counts, CancellationToken cancellationToken)
    {
        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        var sources = staged.DeletedSchools.ToArray();
        var schools = await chunks.Db.Set<School>()
            .Where(school => school.Academie == academie && school.Degree == degree && school.GoneAt == null && EF.Parameter(sources).Contains(school.SourceId))
            .Select(school => school.Id).ToArrayAsync(cancellationToken);
        counts.Schools.Gone += await chunks.Db.Set<School>().Where(school => EF.Parameter(schools).Contains(school.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(school => school.GoneAt, chunks.Now).SetProperty(school => school.RowHash, (long?)null), cancellationToken);
        await EndEnrolmentsAsync(chunks.Db.Set<Enrolment>().Where(enrolment => EF.Parameter(schools).Contains(enrolment.SchoolId)), cancellationToken);
    }

    /// <summary>Classes of the schools seen that neither their school nor any pupil names any more.</summary>
    private async Task ClassesAsync(Guid[] scope, ImportCounts counts, CancellationToken cancellationToken)
    {
        var unused = await chunks.Db.Set<SchoolClass>().AsTracking()
            .Where(schoolClass => EF.Parameter(scope).Contains(schoolClass.SchoolId) && !chunks.Db.Set<Enrolment>().Any(enrolment => enrolment.SchoolId == schoolClass.SchoolId && enrolment.ClassId == schoolClass.Id))
            .ToListAsync(cancellationToken);
        foreach (var schoolClass in unused.Where(schoolClass => !staged.Classes.ContainsKey((schoolClass.SchoolId, schoolClass.Code))))
        {
            chunks.Db.Remove(schoolClass);
            counts.Classes.Gone++;
        }
    }
}
