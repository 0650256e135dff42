using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Writes schools, classes and curricula of a delivery: few enough for one transaction.</summary>
internal sealed class SchoolApplier(StagedDelivery staged, DirectoryIds ids, ChunkRunner chunks)
{
    private readonly RowHasher _hasher = new();

    /// <summary>Identifiers of all classes of the source, once written.</summary>
    public Dictionary<(Guid School, string Code), Guid> ClassIds { get; } = [];

    private Delivery Delivery => staged.Delivery;

    public Task WriteAsync(CancellationToken cancellationToken) => chunks.CommitAsync(
        "schools",
        async counts =>
        {
            await WriteSchoolsAsync(counts.Schools, cancellationToken);
            await chunks.Db.SaveChangesAsync(cancellationToken);
            await WriteClassesAsync(counts.Classes, cancellationToken);
            await WriteMefsAsync(cancellationToken);
        },
        cancellationToken);

    private async Task WriteSchoolsAsync(EntityCounts counts, CancellationToken cancellationToken)
    {
        var uais = staged.SeenSchools.Where(school => school.Source!.Uai is not null).Select(school => school.Source!.Uai!).ToArray();
        var known = await chunks.Db.Set<School>().AsTracking()
            .Where(school => (school.Academie == Delivery.Academie && school.Degree == Delivery.Degree) || EF.Parameter(uais).Contains(school.Uai))
            .ToListAsync(cancellationToken);
        var byId = known.ToDictionary(school => school.Id);
        var bySource = new Dictionary<string, School>(StringComparer.Ordinal);
        foreach (var school in known.Where(school => school.Academie == Delivery.Academie && school.Degree == Delivery.Degree))
        {
            bySource[school.SourceId] = school;
        }

        foreach (var (sourceId, school) in staged.Schools.Where(pair => pair.Value.Source is not null))
        {
            Write(byId.GetValueOrDefault(school.Id) ?? bySource.GetValueOrDefault(sourceId), school, counts);
        }
    }

    private void Write(School? known, StagedSchool staging, EntityCounts counts)
    {
        var source = staging.Source!;
        if (!staging.IsAccepted)
        {
            if (known is { GoneAt: null } && known.Academie == Delivery.Academie && known.Degree == Delivery.Degree)
            {
                known.GoneAt = chunks.Now;
                counts.Gone++;
            }

            return;
        }

        var hash = source.Operation == AafOperation.Add ? _hasher.Hash(source) : (long?)null;
        if (known is null)
        {
            known = new School { Id = staging.Id, Uai = source.Uai!, SourceId = source.SourceId, Academie = Delivery.Academie, Name = string.Empty, Departement = source.Uai![..3] };
            chunks.Db.Add(known);
            counts.Added++;
        }
        else if (hash is not null && known.RowHash == hash && known.GoneAt is null && known.SourceId == source.SourceId)
        {
            return;
        }
        else
        {
            counts.Changed++;
        }

        Copy(source, known);
        known.RowHash = hash;
    }

    private void Copy(SchoolSource source, School school)
    {
        (school.SourceId, school.Academie, school.Degree, school.GoneAt) = (source.SourceId, Delivery.Academie, Delivery.Degree, null);
        school.UpdatedFromDirectoryAt = chunks.Now;
        if (source.Has(SchoolField.Name))
        {
            school.Name = source.Name.Length > 0 ? source.Name : school.Uai;
        }

        school.TypeLabel = source.Has(SchoolField.Type) || (source.Has(SchoolField.Name) && source.TypeLabel.Length > 0) ? source.TypeLabel : school.TypeLabel;
        school.Town = source.Has(SchoolField.Town) || (source.Has(SchoolField.Name) && source.Town.Length > 0) ? source.Town : school.Town;
        school.Street = source.Has(SchoolField.Street) ? source.Street : school.Street;
        school.PostCode = source.Has(SchoolField.PostCode) ? source.PostCode : school.PostCode;
        school.Mail = source.Has(SchoolField.Mail) ? source.Mail : school.Mail;
        school.Circonscription = source.Has(SchoolField.Circonscription) ? source.Circonscription : school.Circonscription;
        school.IsPrivate = source.Has(SchoolField.Contract) ? source.IsPrivate : school.IsPrivate;
    }

    private async Task WriteClassesAsync(EntityCounts counts, CancellationToken cancellationToken)
    {
        var known = await chunks.Db.Set<SchoolClass>().AsTracking()
            .Where(schoolClass => chunks.Db.Set<School>().Any(school => school.Id == schoolClass.SchoolId && school.Academie == Delivery.Academie && school.Degree == Delivery.Degree))
            .ToListAsync(cancellationToken);
        var touched = new TouchedSchools(staged, chunks);
        ClassIds.Clear();
        foreach (var schoolClass in known)
        {
            var key = (schoolClass.SchoolId, schoolClass.Code);
            ClassIds[key] = schoolClass.Id;
            if (staged.Classes.TryGetValue(key, out var label) && label != schoolClass.Label && label != schoolClass.Code)
            {
                schoolClass.Label = label;
                touched.Add([schoolClass.SchoolId]);
                counts.Changed++;
            }
        }

        var added = new List<SchoolClass>();
        foreach (var ((school, code), label) in staged.Classes.Where(pair => !ClassIds.ContainsKey(pair.Key)))
        {
            added.Add(new() { Id = ids.SchoolClass(school, code), SchoolId = school, Code = code, Label = label });
            ClassIds[(school, code)] = added[^1].Id;
        }

        counts.Added += added.Count;
        await chunks.Bulk.InsertAsync(chunks.Db, added, cancellationToken);
        touched.Add(added.Select(schoolClass => schoolClass.SchoolId));
        await touched.WriteAsync(cancellationToken);
    }

    private async Task WriteMefsAsync(CancellationToken cancellationToken)
    {
        var codes = staged.Mefs.Keys.ToArray();
        var known = await chunks.Db.Set<Mef>().AsTracking().Where(mef => EF.Parameter(codes).Contains(mef.Code)).ToDictionaryAsync(mef => mef.Code, cancellationToken);
        foreach (var (code, label) in staged.Mefs)
        {
            if (!known.TryGetValue(code, out var mef))
            {
                mef = new Mef { Code = code, Label = label };
                chunks.Db.Add(mef);
            }
            else if (label != code && label != mef.Label)
            {
                mef.Label = label;
            }

            if (staged.StatisticalCodes.TryGetValue(code, out var statistical) && statistical != mef.StatisticalCode)
            {
                mef.StatisticalCode = statistical;
            }
        }
    }
}
