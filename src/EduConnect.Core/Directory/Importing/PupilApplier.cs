using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Writes one chunk of pupils: person, record, schools, ties, and in the 2nd degree the account.</summary>
internal sealed class PupilApplier(
    StagedDelivery staged, DirectoryIds ids, UsernameAllocator usernames, ChunkRunner chunks, IReadOnlyDictionary<(Guid School, string Code), Guid> classIds)
{
    private readonly List<Pupil> _newPupils = [];
    private readonly List<PupilRecord> _newRecords = [];
    private readonly PlacementApplier _placements = new(staged, chunks, classIds);
    private readonly LinkApplier _links = new(staged, ids, chunks);
    private readonly PupilDoubts _doubts = new(chunks);
    private readonly TouchedSchools _touched = new(staged, chunks);
    private readonly HashSet<Guid> _secondDegree = [];
    private readonly HashSet<Guid> _named = [];
    private readonly HashSet<Guid> _setAside = [];
    private readonly HashSet<Guid> _renumbered = [];
    private PupilChunk _known = new();

    public async Task ApplyAsync(List<(PupilSource Source, long Hash)> chunk, ImportCounts counts, CancellationToken cancellationToken)
    {
        await chunks.Bulk.LookUpByKeysAsync(cancellationToken);
        _known = await PupilChunk.LoadAsync(chunks.Db, staged, ids, chunk, cancellationToken);
        await _links.PrepareAsync(chunk, _known, cancellationToken);
        await LoadSecondDegreeAsync(cancellationToken);
        foreach (var (source, hash) in chunk)
        {
            Apply(source, hash, counts);
        }

        // Before anything that names them is written: a school may be joining one of them with another at this moment.
        await PupilTurn.TakeAllAsync(chunks.Db, [.. _named.Except(_newPupils.Select(pupil => pupil.Id))], cancellationToken);
        await FreeFormerInesAsync(cancellationToken);
        await chunks.Bulk.InsertAsync(chunks.Db, _newPupils, cancellationToken);
        await chunks.Bulk.InsertAsync(chunks.Db, _newRecords, cancellationToken);
        await _placements.WriteAsync(cancellationToken);
        await _links.WriteAsync(cancellationToken);
        await _doubts.WriteAsync(cancellationToken);
        await _touched.WriteAsync(cancellationToken);
        if (staged.Delivery.Degree == Degree.Second)
        {
            await new PupilAccounts(chunks, usernames, ids).GiveAsync([.. _known.Pupils.Values.Where(pupil => _placements.Placed.Contains(pupil.Id))], [.. _newPupils], counts.Accounts, cancellationToken);
        }

        await GiveLateAccountsAsync(counts, cancellationToken);
    }

    private void Apply(PupilSource source, long hash, ImportCounts counts)
    {
        var isKnown = _known.Records.TryGetValue(source.SourceId, out var record);
        if (!isKnown && source.Operation == AafOperation.Modify)
        {
            counts.Pupils.Skipped++;
            staged.Notice(ImportRemark.Of("PupilUnknown"));
            return;
        }

        var before = (counts.Links.Added, counts.Links.Changed, counts.Links.Gone);
        var pupilBefore = record?.PupilId;
        var ineBefore = record is null ? null : _known.Pupils[record.PupilId].Ine;
        var pupil = record is null ? Find(source, out record) : Follow(source, record);
        var isChanged = pupil.Ine != ineBefore | Copy(source, pupil, !isKnown);
        isChanged |= CopyRecord(source, record, pupil);
        isChanged |= _placements.Apply(source, record, isKnown ? _known.Enrolments[record.Id] : [], pupil.Id);
        isChanged |= _links.Apply(source, record, isKnown ? _known.Links[record.Id] : [], pupil, counts.Links);
        var isSettled = hash != -1 && hash != 0 && !_setAside.Contains(record.Id);
        record.RowHash = source.Operation == AafOperation.Add ? (isSettled ? hash : null) : isChanged ? null : record.RowHash;
        if (isKnown && !isChanged && before == (counts.Links.Added, counts.Links.Changed, counts.Links.Gone))
        {
            return;
        }

        if (pupilBefore != pupil.Id || before.Added != counts.Links.Added || _placements.AddedTo(record.Id).Any())
        {
            _named.Add(pupil.Id);
        }

        _touched.Add(_known.Enrolments[record.Id].Select(enrolment => enrolment.SchoolId).Concat(_placements.AddedTo(record.Id)));
        if (isKnown)
        {
            counts.Pupils.Changed++;
        }
        else
        {
            counts.Pupils.Added++;
        }
    }

    /// <summary>The pupil of a new record, new or not.</summary>
    private Pupil Find(PupilSource source, out PupilRecord record)
    {
        var key = PupilIdentity.KeyOf(source.FamilyName, source.FirstName, source.BirthDate);
        var alike = _known.LookAlikes.GetValueOrDefault(key) ?? [];
        var owner = source.Ine is { } claimed ? _known.ByIne.GetValueOrDefault(claimed) : null;
        var traits = ChildTraits.Of(source);
        var likeness = owner is null ? 0 : PupilIdentity.Likeness(traits, ChildTraits.Of(owner));
        var isAnothers = owner is not null && !PupilIdentity.MayBeOne(traits, ChildTraits.Of(owner));
        var ine = isAnothers ? null : source.Ine;
        var recordId = ids.PupilRecord(staged.Delivery.Academie, staged.Delivery.Degree, source.SourceId);
        var decision = PupilIdentity.Decide(ine, isAnothers ? null : owner?.Id, [.. alike.Select(other => new LookAlike(other.Id, other.Ine, _links.ShareGuardian(source, other.Id)))]);
        var pupil = decision.Pupil is { } found ? _known.Pupils[found] : NewPupil(traits, ine, recordId, key);
        Doubt(decision.Doubts, pupil.Id);
        if (isAnothers)
        {
            SetAside(recordId, pupil, owner!, likeness);
        }

        record = new PupilRecord
        {
            Id = recordId,
            Academie = staged.Delivery.Academie,
            Degree = staged.Delivery.Degree,
            SourceId = source.SourceId,
            PupilId = pupil.Id,
        };
        _known.Records[source.SourceId] = record;
        _newRecords.Add(record);
        return pupil;
    }

    private void Doubt(IReadOnlyList<Guid> pupils, Guid other)
    {
        if (pupils.Count > 0)
        {
            _doubts.Add(pupils, other);
            _named.UnionWith(pupils.Append(other));
        }
    }

    /// <summary>The INE of a record is that of another child: the record counts as one without, is looked at again by each complet, and a school is asked when anything speaks for one child.</summary>
    private void SetAside(Guid recordId, Pupil pupil, Pupil owner, int likeness)
    {
        staged.Notice(ImportRemark.Of("IneOfAnother"));
        _setAside.Add(recordId);
        if (likeness > 0 && pupil.Ine is null)
        {
            Doubt([owner.Id], pupil.Id);
        }
    }

    private Pupil NewPupil(ChildTraits traits, string? ine, Guid recordId, long key)
    {
        var pupil = new Pupil
        {
            Id = ine is null ? ids.PupilByRecord(recordId) : IdByIne(ine, recordId),
            Ine = ine,
            FamilyName = traits.FamilyName,
            UsualName = traits.UsualName,
            FirstName = traits.FirstName,
            BirthDate = traits.BirthDate,
            SearchName = string.Empty,
            IdentityKey = key,
        };
        _newPupils.Add(pupil);
        _known.Pupils[pupil.Id] = pupil;
        _known.AddLookAlike(pupil);
        if (pupil.Ine is not null)
        {
            _known.ByIne[pupil.Ine] = pupil;
        }

        return pupil;
    }

    /// <summary>Named after the INE, unless the one who had it before its correction is.</summary>
    private Guid IdByIne(string ine, Guid recordId)
    {
        var id = ids.PupilByIne(ine);
        return _known.FormerOwners.Contains(id) || _known.Pupils.ContainsKey(id) ? ids.PupilByRecord(recordId) : id;
    }

    /// <summary>The pupil of a known record: its INE may have come, or been corrected at the source.</summary>
    private Pupil Follow(PupilSource source, PupilRecord record)
    {
        var pupil = _known.Pupils[record.PupilId];
        if (source.Ine is not { } ine || ine == pupil.Ine)
        {
            return pupil;
        }

        var traits = ChildTraits.Of(source, pupil);
        return _known.ByIne.GetValueOrDefault(ine) is { } owner ? FollowToOwner(traits, record, pupil, owner) : FollowToNobodys(ine, traits, record, pupil);
    }

    /// <summary>The record now has an INE that nobody has: that of its child, unless it is about another child by now.</summary>
    private Pupil FollowToNobodys(string ine, ChildTraits traits, PupilRecord record, Pupil pupil)
    {
        if (pupil.Ine is not null && PupilIdentity.Likeness(traits, ChildTraits.Of(pupil)) < PupilIdentity.OneChild)
        {
            var other = NewPupil(traits, ine, record.Id, PupilIdentity.KeyOf(traits.FamilyName, traits.FirstName, traits.BirthDate));
            record.PupilId = other.Id;
            return other;
        }

        if (pupil.Ine is { } former)
        {
            if (staged.Delivery.Degree == Degree.First && _secondDegree.Contains(pupil.Id))
            {
                return pupil;
            }

            _known.ByIne.Remove(former);
            _renumbered.Add(pupil.Id);
            _named.Add(pupil.Id);
        }

        pupil.Ine = ine;
        _known.ByIne[ine] = pupil;
        return pupil;
    }

    /// <summary>The record now has the INE of another pupil: the same child known twice, or a slip that must change nothing.</summary>
    private Pupil FollowToOwner(ChildTraits traits, PupilRecord record, Pupil pupil, Pupil owner)
    {
        var likeness = PupilIdentity.Likeness(traits, ChildTraits.Of(owner));
        if (likeness < PupilIdentity.OneChild || (pupil.Ine is not null && likeness < PupilIdentity.Likeness(traits, ChildTraits.Of(pupil))))
        {
            SetAside(record.Id, pupil, owner, likeness);
            return pupil;
        }

        if (pupil.Ine is null)
        {
            Doubt([pupil.Id], owner.Id);
            return pupil;
        }

        record.PupilId = owner.Id;
        return owner;
    }

    // What is copied in bulk comes before what is saved: whoever gets an INE that was corrected elsewhere in this chunk must find it free.
    private async Task FreeFormerInesAsync(CancellationToken cancellationToken)
    {
        if (_renumbered.Count > 0)
        {
            var renumbered = _renumbered.ToArray();
            await chunks.Db.Set<Pupil>().Where(pupil => EF.Parameter(renumbered).Contains(pupil.Id))
                .ExecuteUpdateAsync(row => row.SetProperty(pupil => pupil.Ine, (string?)null), cancellationToken);
            // Also for whoever comes back to the INE of before, which would pass for unchanged.
            foreach (var entry in chunks.Db.ChangeTracker.Entries<Pupil>().Where(entry => _renumbered.Contains(entry.Entity.Id)))
            {
                entry.Property(pupil => pupil.Ine).OriginalValue = null;
            }
        }
    }

    /// <summary>The 2nd degree knows a pupil better: a record of the 1st does not overwrite what it says.</summary>
    private bool Copy(PupilSource source, Pupil pupil, bool isNewRecord)
    {
        if (staged.Delivery.Degree == Degree.First && _secondDegree.Contains(pupil.Id))
        {
            return false;
        }

        var before = (pupil.FamilyName, pupil.UsualName, pupil.FirstName, pupil.BirthDate, pupil.Civility, pupil.Ine, pupil.SearchName);
        var isWhole = source.Operation == AafOperation.Add || isNewRecord;
        pupil.FamilyName = isWhole || (source.Has(PupilField.FamilyName) && source.FamilyName.Length > 0) ? source.FamilyName : pupil.FamilyName;
        pupil.UsualName = isWhole || (source.Has(PupilField.UsualName) && source.UsualName.Length > 0) ? source.UsualName : pupil.UsualName;
        pupil.FirstName = isWhole || (source.Has(PupilField.FirstName) && source.FirstName.Length > 0) ? source.FirstName : pupil.FirstName;
        pupil.Civility = isWhole || source.Has(PupilField.Civility) ? source.Civility : pupil.Civility;
        if (source.BirthDate is { } date && date != pupil.BirthDate)
        {
            pupil.BirthDate = date;
            _links.BirthDateChanged(pupil.Id);
        }

        var search = SearchText.Fold($"{pupil.UsualName} {pupil.FirstName} {pupil.FamilyName}");
        if (search != pupil.SearchName || pupil.BirthDate != before.BirthDate)
        {
            pupil.SearchName = search;
            pupil.IdentityKey = PupilIdentity.KeyOf(pupil.FamilyName, pupil.FirstName, pupil.BirthDate);
        }

        return before != (pupil.FamilyName, pupil.UsualName, pupil.FirstName, pupil.BirthDate, pupil.Civility, pupil.Ine, pupil.SearchName);
    }

    private static bool CopyRecord(PupilSource source, PupilRecord record, Pupil pupil)
    {
        var before = (record.RegistrationNumber, record.GoneAt, record.PupilId);
        record.RegistrationNumber = source.Has(PupilField.RegistrationNumber) ? source.RegistrationNumber : record.RegistrationNumber;
        record.GoneAt = null;
        return before != (record.RegistrationNumber, record.GoneAt, pupil.Id);
    }

    private async Task LoadSecondDegreeAsync(CancellationToken cancellationToken)
    {
        if (staged.Delivery.Degree == Degree.First && _known.Pupils.Count > 0)
        {
            var pupils = _known.Pupils.Keys.ToArray();
            _secondDegree.UnionWith(await chunks.Db.Set<PupilRecord>()
                .Where(record => record.Degree == Degree.Second && record.GoneAt == null && EF.Parameter(pupils).Contains(record.PupilId))
                .Select(record => record.PupilId).ToListAsync(cancellationToken));
        }
    }

    /// <summary>Guardians who were known before without rights, and whom a pupil of this chunk gives some.</summary>
    private async Task GiveLateAccountsAsync(ImportCounts counts, CancellationToken cancellationToken)
    {
        var late = _links.LateGuardians();
        if (late.Length > 0)
        {
            var records = await chunks.Db.Set<GuardianRecord>().AsTracking()
                .Where(record => record.AccountId == null && EF.Parameter(late).Contains(record.Id)).OrderBy(record => record.Id).ToListAsync(cancellationToken);
            await new GuardianAccounts(chunks, usernames, ids).GiveAsync(records, counts, cancellationToken);
        }
    }
}
