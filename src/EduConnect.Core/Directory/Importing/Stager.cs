using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Directory.Sources;

namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// First pass over a delivery: every record is read, checked and compared with what is stored, and nothing is written. What remains is a plan of some
/// bytes a record; a second pass over the files sends what the plan calls for.
/// </summary>
internal sealed class Stager(StagedDelivery staged, WhiteList whiteList, IReadOnlySet<string> foreignUais, DirectoryIds ids)
{
    private const double MostBadShare = 0.005;
    private static readonly ImportRemark UnknownSchool = ImportRemark.Of("SchoolUnknown");
    private static readonly ImportRemark TieToNobody = ImportRemark.Of("TieToNobodyInFiles");
    private readonly RecordMapper _mapper = new(staged.Delivery.Profile, staged.Delivery.Date, staged.Notice);
    private readonly RowHasher _hasher = new();
    private readonly HashSet<AafEntity> _met = [];
    private bool _isOutOfOrder;

    /// <exception cref="DeliveryRefusedException">A file is malformed, too many records are bad, or a part of a complet is missing.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        ReadAll(cancellationToken);
        if (_isOutOfOrder)
        {
            staged.Recount();
            ReadAll(cancellationToken);
        }

        CheckShare();
        CheckParts();
        if (staged.IsComplet)
        {
            staged.Counts.Guardians.Skipped += staged.Guardians.CountOf(KeyState.Seen, KeyState.Kept);
        }

        staged.Counts.Classes.Read = staged.Classes.Count;
        staged.Counts.Accounts.Read = staged.Guardians.CountOf(KeyState.Seen | KeyState.Entitled)
            + (staged.Delivery.Degree == Schools.Degree.Second ? staged.Pupils.CountOf(KeyState.Seen | KeyState.Kept) : 0);
    }

    private void ReadAll(CancellationToken cancellationToken)
    {
        _met.Clear();
        foreach (var file in DeliveryRecords.InOrder(staged.Delivery))
        {
            foreach (var record in DeliveryRecords.Of(file, cancellationToken))
            {
                var problem = RecordMapper.Problem(record) ?? Stage(file, record);
                if (problem is not null)
                {
                    staged.Bad++;
                    staged.Reject(file.Name, record.Position, record.Id, problem);
                }
            }
        }
    }

    private ImportRemark? Stage(DeliveryFile file, AafRecord record)
    {
        if (staged.Delivery.Profile.EntityOfCategory(record.Category) is not { } entity)
        {
            return ImportRemark.Of("RecordCategoryUnknown", record.Category.Length > 40 ? record.Category[..40] : record.Category);
        }

        _isOutOfOrder |= entity is AafEntity.School or AafEntity.Guardian && _met.Contains(AafEntity.Pupil);
        _met.Add(entity);
        staged.MarkHeld(file, entity);
        return entity switch
        {
            AafEntity.School => StageSchool(record),
            AafEntity.Mef => StageMef(record),
            AafEntity.Guardian => StageGuardian(record),
            AafEntity.Pupil => StagePupil(record),
            _ => null,
        };
    }

    private ImportRemark? StageSchool(AafRecord record)
    {
        var counts = staged.Counts.Schools;
        counts.Read++;
        if (record.Operation == AafOperation.Delete)
        {
            staged.DeletedSchools.Add(record.Id);
            return null;
        }

        if (_mapper.School(record, out var problem) is not { } source)
        {
            counts.Rejected++;
            return problem;
        }

        var known = staged.Schools.GetValueOrDefault(record.Id);
        if (source.Uai is null && known is null)
        {
            counts.Skipped++;
            staged.Notice(UnknownSchool);
            return null;
        }

        var school = new StagedSchool { Id = known?.Id ?? ids.School(source.Uai!), Source = source, IsAccepted = known?.IsAccepted ?? false };
        if (source.Operation == AafOperation.Add)
        {
            school.IsAccepted = source.IsSchool && whiteList.Accepts(source.Uai!, source.IsPrivate) && !foreignUais.Contains(source.Uai!);
        }

        staged.Schools[record.Id] = school;
        if (!school.IsAccepted)
        {
            counts.Skipped++;
            return null;
        }

        foreach (var declared in source.Classes)
        {
            staged.Classes[(school.Id, declared.Code)] = declared.Label;
        }

        return null;
    }

    private ImportRemark? StageMef(AafRecord record)
    {
        if (record.Operation != AafOperation.Delete && _mapper.Mef(record, out var problem) is { } source)
        {
            staged.Mefs[record.Id] = source.Label.Length > 0 ? source.Label : record.Id;
            if (source.StatisticalCode.Length > 0)
            {
                staged.StatisticalCodes[record.Id] = source.StatisticalCode;
            }

            return problem;
        }

        return null;
    }

    private ImportRemark? StageGuardian(AafRecord record)
    {
        var counts = staged.Counts.Guardians;
        counts.Read++;
        if (record.Operation == AafOperation.Delete)
        {
            staged.DeletedGuardians.Add(record.Id);
            return null;
        }

        if (_mapper.Guardian(record, out var problem) is not { } source)
        {
            counts.Rejected++;
            return problem;
        }

        staged.Guardians.MarkSeen(record.Id, _hasher.Hash(source), KeyState.None);
        return null;
    }

    private ImportRemark? StagePupil(AafRecord record)
    {
        var counts = staged.Counts;
        counts.Pupils.Read++;
        if (record.Operation == AafOperation.Delete)
        {
            staged.DeletedPupils.Add(record.Id);
            return null;
        }

        if (_mapper.Pupil(record, out var problem) is not { } source)
        {
            counts.Pupils.Rejected++;
            return problem;
        }

        counts.Links.Read += source.LinkValues.Read;
        counts.Links.Rejected += source.LinkValues.Rejected;
        var attended = source.Placements.Count(placement => staged.AcceptedSchool(placement.School) is not null);
        if (attended == 0 && source.Operation == AafOperation.Add)
        {
            counts.Pupils.Skipped++;
            counts.Links.Skipped += source.LinkValues.Read - source.LinkValues.Rejected;
            staged.Pupils.MarkSeen(record.Id, 0, KeyState.None);
            return null;
        }

        counts.Links.Skipped += source.LinkValues.Skipped;
        var isWhole = MarkGuardians(source) & (attended == source.Placements.Count);
        staged.Pupils.MarkSeen(record.Id, isWhole ? _hasher.Hash(source) : -1, KeyState.Kept);
        MarkSchooling(source);
        return null;
    }

    /// <summary>False when a guardian is nowhere to be found: the pupil is then looked at again by each complet.</summary>
    private bool MarkGuardians(PupilSource source)
    {
        var allKnown = true;
        foreach (var link in source.Links)
        {
            staged.Guardians.Mark(link.GuardianId, KeyState.Kept | KeyState.Entitled);
            if (staged.IsComplet && !IsKnownGuardian(staged.Guardians.State(link.GuardianId)))
            {
                staged.Counts.Links.Skipped++;
                staged.Notice(TieToNobody);
                allKnown = false;
            }
        }

        foreach (var contact in source.Contacts)
        {
            staged.Guardians.Mark(contact, KeyState.Kept);
        }

        return allKnown;
    }

    private void MarkSchooling(PupilSource source)
    {
        foreach (var placement in source.Placements)
        {
            if (placement.ClassCode.Length > 0 && staged.AcceptedSchool(placement.School) is { } school)
            {
                staged.Classes.TryAdd((school, placement.ClassCode), placement.ClassLabel.Length > 0 ? placement.ClassLabel : placement.ClassCode);
            }
        }

        if (source.Mef is { } mef)
        {
            staged.Mefs.TryAdd(mef, source.MefLabel.Length > 0 ? source.MefLabel : mef);
        }
    }

    internal static bool IsKnownGuardian(KeyState state) =>
        state.HasFlag(KeyState.Seen) || (state.HasFlag(KeyState.Existing) && !state.HasFlag(KeyState.WasGone));

    private void CheckShare()
    {
        var read = staged.Counts.Schools.Read + staged.Counts.Guardians.Read + staged.Counts.Pupils.Read;
        if (staged.Bad > read * MostBadShare)
        {
            var first = staged.Rejected[0];
            throw new DeliveryRefusedException(ImportRemark.Of("TooManyBadRecords", staged.Bad, read, first.File, first.Record) with { Parts = [first.Remark!] });
        }
    }

    private void CheckParts()
    {
        if (!staged.IsComplet)
        {
            return;
        }

        foreach (var entity in new[] { AafEntity.School, AafEntity.Pupil, AafEntity.Guardian })
        {
            if (!_met.Contains(entity) && !staged.Delivery.Files.Any(file => staged.Delivery.Profile.EntityOfFile(file.Parsed.Entity) == entity))
            {
                throw new DeliveryRefusedException(ImportRemark.Of($"No{entity}File"));
            }
        }
    }
}
