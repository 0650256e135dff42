using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Brings the ties of pupils in line with what their record says. What a guardian said of a tie is never changed, save a report that the source has followed.</summary>
internal sealed class LinkApplier(StagedDelivery staged, DirectoryIds ids, ChunkRunner chunks)
{
    private readonly List<GuardianLink> _added = [];
    private readonly Dictionary<Guid, List<GuardianLink>> _addedByRecord = [];
    private readonly HashSet<Guid> _corrected = [];
    private readonly HashSet<Guid> _late = [];
    private readonly HashSet<Guid> _present = [];
    private readonly Dictionary<Guid, Guid> _holderOf = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _guardiansOf = [];

    /// <summary>Finds the guardians that the chunk names and the delivery does not hold, and the guardians of pupils who look alike.</summary>
    public async Task PrepareAsync(List<(PupilSource Source, long Hash)> chunk, PupilChunk known, CancellationToken cancellationToken)
    {
        if (!staged.IsComplet)
        {
            var named = chunk.SelectMany(item => item.Source.Links).Select(link => RecordId(link.GuardianId)).Distinct().ToArray();
            _present.UnionWith(await chunks.Db.Set<GuardianRecord>().Where(record => record.GoneAt == null && EF.Parameter(named).Contains(record.Id))
                .Select(record => record.Id).ToListAsync(cancellationToken));
        }

        var seeking = chunk.Where(item => (item.Source.Ine is not { } ine || known.DoubtfulInes.Contains(ine)) && !known.Records.ContainsKey(item.Source.SourceId)).Select(item => item.Source).ToList();
        if (seeking.Count > 0)
        {
            await LoadGuardiansAsync(seeking, [.. known.LookAlikes.Values.SelectMany(list => list).Where(pupil => pupil.Ine is null).Select(pupil => pupil.Id)], cancellationToken);
        }
    }

    /// <summary>True when a record names a guardian whom the pupil has too, under the same account or the same record.</summary>
    public bool ShareGuardian(PupilSource source, Guid pupil) =>
        _guardiansOf.TryGetValue(pupil, out var guardians) && source.Links.Any(link => guardians.Contains(Holder(RecordId(link.GuardianId))));

    /// <summary>True when something changed.</summary>
    public bool Apply(PupilSource source, PupilRecord record, IEnumerable<GuardianLink> known, Pupil pupil, EntityCounts counts)
    {
        var existing = known.Concat(_addedByRecord.GetValueOrDefault(record.Id) ?? []).ToDictionary(link => link.GuardianRecordId);
        var isChanged = false;
        foreach (var link in existing.Values.Where(link => link.PupilId != pupil.Id))
        {
            link.PupilId = pupil.Id;
            isChanged = true;
        }

        if (!source.Has(PupilField.Guardians))
        {
            return isChanged;
        }

        var wanted = new HashSet<Guid>();
        foreach (var tie in source.Links)
        {
            var guardian = RecordId(tie.GuardianId);
            if (IsPresent(tie.GuardianId, guardian) && wanted.Add(guardian))
            {
                isChanged |= Write(existing.GetValueOrDefault(guardian), tie, guardian, record, pupil, counts);
            }
            else if (!staged.IsComplet)
            {
                counts.Skipped++;
                staged.Notice(ImportRemark.Of("TieToNobodyKnown"));
            }
        }

        Remember(pupil.Id, wanted);
        return isChanged | Remove(existing.Values.Where(link => !wanted.Contains(link.GuardianRecordId)), counts);
    }

    /// <summary>The birth date of a pupil was corrected at the source: reports about it are lifted (domain 7.4).</summary>
    public void BirthDateChanged(Guid pupil) => _corrected.Add(pupil);

    /// <summary>Records tied by this chunk that were not given an account by the chunk of guardians.</summary>
    public Guid[] LateGuardians() => [.. _late];

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await chunks.Bulk.InsertAsync(chunks.Db, _added, cancellationToken);
        if (_corrected.Count == 0)
        {
            return;
        }

        var corrected = _corrected.ToArray();
        foreach (var link in await chunks.Db.Set<GuardianLink>().AsTracking()
            .Where(link => link.Statement == LinkStatement.BirthDateReported && EF.Parameter(corrected).Contains(link.PupilId)).ToListAsync(cancellationToken))
        {
            (link.Statement, link.StatedAt, link.ReportedBirthDate) = (LinkStatement.Unconfirmed, null, null);
        }
    }

    private Guid RecordId(string guardian) => ids.GuardianRecord(staged.Delivery.Academie, staged.Delivery.Degree, guardian);

    private Guid Holder(Guid record) => _holderOf.GetValueOrDefault(record, record);

    private bool IsPresent(string sourceId, Guid record) =>
        staged.IsComplet ? Stager.IsKnownGuardian(staged.Guardians.State(sourceId)) : _present.Contains(record);

    private bool Write(GuardianLink? link, LinkSource tie, Guid guardian, PupilRecord record, Pupil pupil, EntityCounts counts)
    {
        if (link is null)
        {
            link = new GuardianLink { GuardianRecordId = guardian, PupilRecordId = record.Id, PupilId = pupil.Id, Relation = tie.Relation, Kind = tie.Kind };
            _added.Add(link);
            if (_addedByRecord.TryGetValue(record.Id, out var list))
            {
                list.Add(link);
            }
            else
            {
                _addedByRecord[record.Id] = [link];
            }

            counts.Added++;
            NoteLate(tie.GuardianId, guardian);
            return true;
        }

        if (link.GoneAt is not null)
        {
            link.GoneAt = null;
            Follow(link, tie);
            counts.Added++;
            NoteLate(tie.GuardianId, guardian);
            return true;
        }

        if (link.Relation == tie.Relation && link.Kind == tie.Kind)
        {
            return false;
        }

        Follow(link, tie);
        counts.Changed++;
        return true;
    }

    /// <summary>
    /// A guardian has reported not to be the legal guardian, and the source has followed: the tie is another one now, and the school has nothing left to do (domain 7.2, 7.3).
    /// Nobody has said anything of the new one yet.
    /// </summary>
    private static void Follow(GuardianLink link, LinkSource tie)
    {
        if (link is { Statement: LinkStatement.ReportedWrong, Kind: GuardianKind.LegalGuardian } && tie.Kind == GuardianKind.PersonInCharge)
        {
            (link.Statement, link.StatedAt) = (LinkStatement.Unconfirmed, null);
        }

        (link.Relation, link.Kind) = (tie.Relation, tie.Kind);
    }

    /// <summary>A guardian whose own record is due in this delivery got the account with it.</summary>
    private void NoteLate(string sourceId, Guid guardian)
    {
        if (!staged.IsComplet || !staged.Guardians.IsDue(sourceId))
        {
            _late.Add(guardian);
        }
    }

    private bool Remove(IEnumerable<GuardianLink> links, EntityCounts counts)
    {
        var isChanged = false;
        foreach (var link in links.Where(link => link.GoneAt is null))
        {
            link.GoneAt = chunks.Now;
            counts.Gone++;
            isChanged = true;
        }

        return isChanged;
    }

    private async Task LoadGuardiansAsync(List<PupilSource> seeking, Guid[] lookAlikes, CancellationToken cancellationToken)
    {
        var named = seeking.SelectMany(source => source.Links).Select(link => RecordId(link.GuardianId)).Distinct().ToArray();
        var theirs = lookAlikes.Length == 0
            ? []
            : await chunks.Db.Set<GuardianLink>().Where(link => EF.Parameter(lookAlikes).Contains(link.PupilId)).Select(link => new { link.PupilId, link.GuardianRecordId }).ToListAsync(cancellationToken);
        var records = named.Concat(theirs.Select(link => link.GuardianRecordId)).Distinct().ToArray();
        foreach (var row in await chunks.Db.Set<GuardianRecord>().Where(record => record.AccountId != null && EF.Parameter(records).Contains(record.Id))
            .Select(record => new { record.Id, record.AccountId }).ToListAsync(cancellationToken))
        {
            _holderOf[row.Id] = row.AccountId!.Value;
        }

        foreach (var link in theirs)
        {
            Remember(link.PupilId, [link.GuardianRecordId]);
        }
    }

    private void Remember(Guid pupil, IEnumerable<Guid> guardians)
    {
        if (!_guardiansOf.TryGetValue(pupil, out var set))
        {
            _guardiansOf[pupil] = set = [];
        }

        set.UnionWith(guardians.Select(Holder));
    }
}
