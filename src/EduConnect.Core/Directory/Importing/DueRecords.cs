using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Directory.Sources;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Second pass over a delivery: the typed records that the plan calls for, in batches, in the order of the files.</summary>
internal sealed class DueRecords(StagedDelivery staged)
{
    private readonly RecordMapper _mapper = new(staged.Delivery.Profile, staged.Delivery.Date, _ => { });
    private readonly RowHasher _hasher = new();

    /// <summary>Guardians to write: of a complet those whose pupils are kept and that differ, of a delta all.</summary>
    public IEnumerable<(GuardianSource Source, long Hash)> Guardians(CancellationToken cancellationToken)
    {
        foreach (var record in Records(AafEntity.Guardian, cancellationToken))
        {
            if (staged.IsComplet && !staged.Guardians.IsDue(record.Id))
            {
                continue;
            }

            if (_mapper.Guardian(record, out _) is { } source && _hasher.Hash(source) is var hash && hash == staged.Guardians.Latest(source.SourceId))
            {
                yield return (source, hash);
            }
        }
    }

    /// <summary>Pupils to write: of a complet those kept that differ, of a delta all that are kept.</summary>
    public IEnumerable<(PupilSource Source, long Hash)> Pupils(CancellationToken cancellationToken)
    {
        foreach (var record in Records(AafEntity.Pupil, cancellationToken))
        {
            if (staged.IsComplet ? !staged.Pupils.IsDue(record.Id) : !staged.Pupils.State(record.Id).HasFlag(KeyState.Kept))
            {
                continue;
            }

            var latest = staged.Pupils.Latest(record.Id);
            if (_mapper.Pupil(record, out _) is { } source && (latest == -1 || !staged.IsComplet || _hasher.Hash(source) == latest))
            {
                yield return (source, latest);
            }
        }
    }

    private IEnumerable<AafRecord> Records(AafEntity entity, CancellationToken cancellationToken)
    {
        foreach (var file in DeliveryRecords.InOrder(staged.Delivery).Where(file => staged.FileHolds(file, entity)))
        {
            foreach (var record in DeliveryRecords.Of(file, cancellationToken))
            {
                if (record.Operation != AafOperation.Delete && RecordMapper.Problem(record) is null
                    && staged.Delivery.Profile.EntityOfCategory(record.Category) == entity)
                {
                    yield return record;
                }
            }
        }
    }
}
