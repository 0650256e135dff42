using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Notes the pairs of pupils that may be one child, once each.</summary>
internal sealed class PupilDoubts(ChunkRunner chunks)
{
    private readonly HashSet<(Guid Pupil, Guid Other)> _pairs = [];

    /// <summary>Doubts between pupils known before and one that came later.</summary>
    public void Add(IEnumerable<Guid> pupils, Guid other) => _pairs.UnionWith(pupils.Where(pupil => pupil != other).Select(pupil => (pupil, other)));

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_pairs.Count == 0)
        {
            return;
        }

        var involved = _pairs.SelectMany(pair => new[] { pair.Pupil, pair.Other }).Distinct().ToArray();
        var known = await chunks.Db.Set<PupilDoubt>().Where(doubt => EF.Parameter(involved).Contains(doubt.PupilId) || EF.Parameter(involved).Contains(doubt.OtherPupilId))
            .Select(doubt => new { doubt.PupilId, doubt.OtherPupilId }).ToListAsync(cancellationToken);
        _pairs.ExceptWith(known.SelectMany(doubt => new[] { (doubt.PupilId, doubt.OtherPupilId), (doubt.OtherPupilId, doubt.PupilId) }));
        chunks.Db.AddRange(_pairs.OrderBy(pair => pair).Select(pair => new PupilDoubt { PupilId = pair.Pupil, OtherPupilId = pair.Other, NoticedAt = chunks.Now }));
    }
}
