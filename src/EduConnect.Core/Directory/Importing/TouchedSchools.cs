using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// Schools whose pupils, guardians or ties a chunk of a delta changes: the date they show moves with the change, in its transaction (domain 2.5, row #119).
/// A delta leaves the date of every other school alone; a complet dates all schools it speaks of at its end.
/// </summary>
internal sealed class TouchedSchools(StagedDelivery staged, ChunkRunner chunks)
{
    private readonly HashSet<Guid> _schools = [];

    /// <summary>These schools.</summary>
    public void Add(IEnumerable<Guid> schools) => _schools.UnionWith(schools);

    /// <summary>The schools of these pupil records, as long as they attend them.</summary>
    public async Task AddPupilsAsync(Guid[] records, CancellationToken cancellationToken)
    {
        if (!staged.IsComplet && records.Length > 0)
        {
            Add(await chunks.Db.Set<Enrolment>().Where(enrolment => EF.Parameter(records).Contains(enrolment.PupilRecordId)).Select(enrolment => enrolment.SchoolId).Distinct()
                .ToListAsync(cancellationToken));
        }
    }

    /// <summary>The schools of the pupils to whom these guardian records are tied.</summary>
    public async Task AddGuardiansAsync(Guid[] records, CancellationToken cancellationToken)
    {
        if (!staged.IsComplet && records.Length > 0)
        {
            Add(await chunks.Db.Set<GuardianLink>().Where(link => link.GoneAt == null && EF.Parameter(records).Contains(link.GuardianRecordId))
                .Join(chunks.Db.Set<Enrolment>(), link => link.PupilRecordId, enrolment => enrolment.PupilRecordId, (_, enrolment) => enrolment.SchoolId).Distinct().ToListAsync(cancellationToken));
        }
    }

    /// <summary>Dates them.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (!staged.IsComplet && _schools.Count > 0)
        {
            Guid[] schools = [.. _schools];
            await chunks.Db.Set<School>().Where(school => EF.Parameter(schools).Contains(school.Id))
                .ExecuteUpdateAsync(row => row.SetProperty(school => school.UpdatedFromDirectoryAt, chunks.Now), cancellationToken);
        }
    }
}
