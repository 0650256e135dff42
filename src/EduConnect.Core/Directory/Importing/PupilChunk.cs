using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What the database knows of the pupils of one chunk, loaded in as few queries as there are tables.</summary>
internal sealed class PupilChunk
{
    public Dictionary<string, PupilRecord> Records { get; private set; } = new(StringComparer.Ordinal);

    public Dictionary<Guid, Pupil> Pupils { get; } = [];

    public Dictionary<string, Pupil> ByIne { get; } = new(StringComparer.Ordinal);

    public ILookup<Guid, Enrolment> Enrolments { get; private set; } = Array.Empty<Enrolment>().ToLookup(_ => Guid.Empty);

    public ILookup<Guid, GuardianLink> Links { get; private set; } = Array.Empty<GuardianLink>().ToLookup(_ => Guid.Empty);

    /// <summary>INE that records of the chunk may claim for children who are not theirs: these records are looked at like those without one.</summary>
    public HashSet<string> DoubtfulInes { get; } = new(StringComparer.Ordinal);

    /// <summary>Pupils named after an INE of the chunk that is no longer theirs: their identifier is taken.</summary>
    public HashSet<Guid> FormerOwners { get; } = [];

    /// <summary>Pupils of the académie with the identity key of a record of the chunk.</summary>
    public Dictionary<long, List<Pupil>> LookAlikes { get; } = [];

    public static async Task<PupilChunk> LoadAsync(MainDb db, StagedDelivery staged, DirectoryIds ids, List<(PupilSource Source, long Hash)> chunk, CancellationToken cancellationToken)
    {
        var loaded = new PupilChunk();
        var sought = chunk.Select(item => item.Source.SourceId)
            .Where(id => !staged.IsComplet || staged.Pupils.State(id).HasFlag(KeyState.Existing)).Distinct(StringComparer.Ordinal).ToArray();
        if (sought.Length > 0)
        {
            await loaded.LoadKnownAsync(db, staged, sought, cancellationToken);
        }

        await loaded.LoadByIneAsync(db, chunk, cancellationToken);
        await loaded.LoadFormerOwnersAsync(db, ids, chunk, cancellationToken);
        await loaded.LoadLookAlikesAsync(db, staged, chunk, cancellationToken);
        return loaded;
    }

    private async Task LoadKnownAsync(MainDb db, StagedDelivery staged, string[] sought, CancellationToken cancellationToken)
    {
        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        Records = await db.Set<PupilRecord>().AsTracking()
            .Where(record => record.Academie == academie && record.Degree == degree && EF.Parameter(sought).Contains(record.SourceId))
            .ToDictionaryAsync(record => record.SourceId, StringComparer.Ordinal, cancellationToken);
        var records = Records.Values.Select(record => record.Id).ToArray();
        var pupils = Records.Values.Select(record => record.PupilId).Distinct().ToArray();
        foreach (var pupil in await db.Set<Pupil>().AsTracking().Where(pupil => EF.Parameter(pupils).Contains(pupil.Id)).ToListAsync(cancellationToken))
        {
            Pupils[pupil.Id] = pupil;
        }

        Enrolments = (await db.Set<Enrolment>().AsTracking().Where(enrolment => EF.Parameter(records).Contains(enrolment.PupilRecordId)).ToListAsync(cancellationToken))
            .ToLookup(enrolment => enrolment.PupilRecordId);
        Links = (await db.Set<GuardianLink>().AsTracking().Where(link => EF.Parameter(records).Contains(link.PupilRecordId)).ToListAsync(cancellationToken))
            .ToLookup(link => link.PupilRecordId);
    }

    private async Task LoadByIneAsync(MainDb db, List<(PupilSource Source, long Hash)> chunk, CancellationToken cancellationToken)
    {
        var ines = chunk.Where(item => item.Source.Ine is not null).Select(item => item.Source.Ine).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var pupil in await db.Set<Pupil>().AsTracking().Where(pupil => pupil.Ine != null && EF.Parameter(ines).Contains(pupil.Ine)).ToListAsync(cancellationToken))
        {
            Pupils.TryAdd(pupil.Id, pupil);
            ByIne[pupil.Ine!] = pupil;
        }

        foreach (var claims in chunk.Where(item => item.Source.Ine is not null && !Records.ContainsKey(item.Source.SourceId)).GroupBy(item => item.Source.Ine!, StringComparer.Ordinal))
        {
            if (claims.Skip(1).Any() || (ByIne.TryGetValue(claims.Key, out var owner) && !PupilIdentity.MayBeOne(ChildTraits.Of(claims.First().Source), ChildTraits.Of(owner))))
            {
                DoubtfulInes.Add(claims.Key);
            }
        }
    }

    private async Task LoadFormerOwnersAsync(MainDb db, DirectoryIds ids, List<(PupilSource Source, long Hash)> chunk, CancellationToken cancellationToken)
    {
        var nobodys = chunk.Where(item => item.Source.Ine is { } ine && !ByIne.ContainsKey(ine)).Select(item => ids.PupilByIne(item.Source.Ine!)).Distinct().ToArray();
        if (nobodys.Length > 0)
        {
            FormerOwners.UnionWith(await db.Set<Pupil>().Where(pupil => EF.Parameter(nobodys).Contains(pupil.Id)).Select(pupil => pupil.Id).ToListAsync(cancellationToken));
        }
    }

    private async Task LoadLookAlikesAsync(MainDb db, StagedDelivery staged, List<(PupilSource Source, long Hash)> chunk, CancellationToken cancellationToken)
    {
        var keys = chunk.Where(item => !Records.ContainsKey(item.Source.SourceId))
            .Select(item => PupilIdentity.KeyOf(item.Source.FamilyName, item.Source.FirstName, item.Source.BirthDate)).Where(key => key != 0).Distinct().ToArray();
        var academie = staged.Delivery.Academie;
        var found = await db.Set<Pupil>().AsTracking().Where(pupil => EF.Parameter(keys).Contains(pupil.IdentityKey)).ToListAsync(cancellationToken);
        var candidates = found.Select(pupil => pupil.Id).ToArray();
        var near = candidates.Length == 0
            ? []
            : await db.Set<PupilRecord>().Where(record => record.Academie == academie && EF.Parameter(candidates).Contains(record.PupilId))
                .Select(record => record.PupilId).Distinct().ToListAsync(cancellationToken);
        foreach (var pupil in found.Where(pupil => near.Contains(pupil.Id)))
        {
            Pupils.TryAdd(pupil.Id, pupil);
            AddLookAlike(pupil);
        }
    }

    public void AddLookAlike(Pupil pupil)
    {
        if (pupil.IdentityKey == 0)
        {
            return;
        }

        if (!LookAlikes.TryGetValue(pupil.IdentityKey, out var list))
        {
            LookAlikes[pupil.IdentityKey] = list = [];
        }

        if (!list.Contains(pupil))
        {
            list.Add(pupil);
        }
    }
}
