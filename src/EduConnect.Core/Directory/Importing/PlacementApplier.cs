using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Brings the schools and classes of pupils in line with what their record says.</summary>
internal sealed class PlacementApplier(StagedDelivery staged, ChunkRunner chunks, IReadOnlyDictionary<(Guid School, string Code), Guid> classIds)
{
    private readonly Dictionary<Guid, List<Enrolment>> _added = [];

    /// <summary>Pupils of the chunk who attend a school.</summary>
    public HashSet<Guid> Placed { get; } = [];

    /// <summary>True when something changed.</summary>
    public bool Apply(PupilSource source, PupilRecord record, IEnumerable<Enrolment> known, Guid pupilId)
    {
        var existing = known.Concat(_added.GetValueOrDefault(record.Id) ?? []).ToDictionary(enrolment => enrolment.SchoolId);
        var isChanged = false;
        if (source.Operation == AafOperation.Add || source.MentionsPlacements)
        {
            isChanged = Replace(source, record, existing, pupilId);
        }

        foreach (var enrolment in existing.Values)
        {
            isChanged |= Touch(enrolment, source, pupilId);
        }

        if (existing.Count > 0)
        {
            Placed.Add(pupilId);
        }

        return isChanged;
    }

    /// <summary>Schools that the chunk adds to what the pupil of a record attends.</summary>
    public IEnumerable<Guid> AddedTo(Guid record) => (_added.GetValueOrDefault(record) ?? []).Select(enrolment => enrolment.SchoolId);

    public Task WriteAsync(CancellationToken cancellationToken) => chunks.Bulk.InsertAsync(chunks.Db, _added.Values.SelectMany(list => list).ToList(), cancellationToken);

    private bool Replace(PupilSource source, PupilRecord record, Dictionary<Guid, Enrolment> existing, Guid pupilId)
    {
        var wanted = Wanted(source, existing);
        var isChanged = false;
        foreach (var enrolment in existing.Values.Where(enrolment => !wanted.ContainsKey(enrolment.SchoolId)).ToList())
        {
            existing.Remove(enrolment.SchoolId);
            if (_added.GetValueOrDefault(record.Id)?.Remove(enrolment) != true)
            {
                chunks.Db.Remove(enrolment);
            }

            isChanged = true;
        }

        foreach (var (school, (kind, classId)) in wanted)
        {
            if (!existing.TryGetValue(school, out var enrolment))
            {
                enrolment = new Enrolment { PupilRecordId = record.Id, SchoolId = school, PupilId = pupilId, Kind = kind, ClassId = classId };
                existing[school] = enrolment;
                (_added.TryGetValue(record.Id, out var list) ? list : _added[record.Id] = []).Add(enrolment);
                isChanged = true;
            }
            else if (enrolment.Kind != kind || enrolment.ClassId != classId)
            {
                (enrolment.Kind, enrolment.ClassId) = (kind, classId);
                isChanged = true;
            }
        }

        return isChanged;
    }

    /// <summary>Schools the pupil must attend. A change that names classes only leaves the school of enrolment, and one that names the school only leaves classes there.</summary>
    private Dictionary<Guid, (EnrolmentKind Kind, Guid? ClassId)> Wanted(PupilSource source, Dictionary<Guid, Enrolment> existing)
    {
        var wanted = new Dictionary<Guid, (EnrolmentKind Kind, Guid? ClassId)>();
        var namesSchool = source.Has(PupilField.School) || source.Has(PupilField.SchoolExit);
        if (!namesSchool)
        {
            foreach (var home in existing.Values.Where(enrolment => enrolment.Kind == EnrolmentKind.Home))
            {
                wanted[home.SchoolId] = (EnrolmentKind.Home, source.Has(PupilField.Classes) ? null : home.ClassId);
            }
        }

        foreach (var placement in source.Placements)
        {
            if (staged.AcceptedSchool(placement.School) is { } school)
            {
                var kind = wanted.TryGetValue(school, out var home) ? home.Kind : namesSchool || wanted.Count == 0 ? placement.Kind : EnrolmentKind.External;
                wanted[school] = (kind, ClassOf(source, placement, school, existing));
            }
        }

        return wanted;
    }

    private Guid? ClassOf(PupilSource source, Placement placement, Guid school, Dictionary<Guid, Enrolment> existing)
    {
        if (placement.ClassCode.Length > 0)
        {
            return classIds.TryGetValue((school, placement.ClassCode), out var id) ? id : null;
        }

        return source.Has(PupilField.Classes) ? null : existing.GetValueOrDefault(school)?.ClassId;
    }

    private static bool Touch(Enrolment enrolment, PupilSource source, Guid pupilId)
    {
        var before = (enrolment.PupilId, enrolment.MefCode, enrolment.Level);
        enrolment.PupilId = pupilId;
        enrolment.MefCode = source.Has(PupilField.Mef) ? source.Mef : enrolment.MefCode;
        enrolment.Level = source.Has(PupilField.Level) ? source.Level : enrolment.Level;
        return before != (enrolment.PupilId, enrolment.MefCode, enrolment.Level);
    }
}
