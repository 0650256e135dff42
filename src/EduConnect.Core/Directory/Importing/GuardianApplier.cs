using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Writes one chunk of guardian records, with the accounts of those entitled to one. It never touches what an account says of itself (S-XM4).</summary>
internal sealed class GuardianApplier(StagedDelivery staged, DirectoryIds ids, UsernameAllocator usernames, ChunkRunner chunks)
{
    public async Task ApplyAsync(List<(GuardianSource Source, long Hash)> chunk, ImportCounts counts, CancellationToken cancellationToken)
    {
        await chunks.Bulk.LookUpByKeysAsync(cancellationToken);
        var known = await KnownAsync(chunk, cancellationToken);
        var added = new List<GuardianRecord>(chunk.Count);
        var seeking = new List<GuardianRecord>(chunk.Count);
        var (changed, mails) = (new HashSet<Guid>(), new SourceMails(chunks));
        foreach (var (source, hash) in chunk)
        {
            if (known.TryGetValue(source.SourceId, out var record))
            {
                var before = Contact(record);
                if (Change(record, source, hash, counts.Guardians))
                {
                    changed.Add(record.Id);
                }

                mails.Note(record, isKnown: true, before.Mail, source);
                if (record.AccountId is null ? IsEntitled(source) : Contact(record) != before)
                {
                    seeking.Add(record);
                }
            }
            else if (source.Operation == AafOperation.Modify)
            {
                counts.Guardians.Skipped++;
                staged.Notice(ImportRemark.Of("GuardianUnknown"));
            }
            else
            {
                record = New(source, hash);
                known[source.SourceId] = record;
                added.Add(record);
                mails.Note(record, isKnown: false, null, source);
                counts.Guardians.Added++;
                if (IsEntitled(source))
                {
                    seeking.Add(record);
                }
            }
        }

        await new GuardianAccounts(chunks, usernames, ids).GiveAsync(seeking, counts, cancellationToken);
        await chunks.Bulk.InsertAsync(chunks.Db, added, cancellationToken);
        await mails.WriteAsync(cancellationToken);
        var touched = new TouchedSchools(staged, chunks);
        await touched.AddGuardiansAsync([.. changed], cancellationToken);
        await touched.WriteAsync(cancellationToken);
    }

    private static (string, string, string?, string? Mail) Contact(GuardianRecord record) => (record.FamilyName, record.FirstName, record.Mobile, record.Mail);

    private bool IsEntitled(GuardianSource source) => staged.Guardians.State(source.SourceId).HasFlag(KeyState.Entitled);

    private async Task<Dictionary<string, GuardianRecord>> KnownAsync(List<(GuardianSource Source, long Hash)> chunk, CancellationToken cancellationToken)
    {
        var sought = chunk.Select(item => item.Source.SourceId)
            .Where(id => !staged.IsComplet || staged.Guardians.State(id).HasFlag(KeyState.Existing)).Distinct(StringComparer.Ordinal).ToArray();
        return sought.Length == 0
            ? new(StringComparer.Ordinal)
            : await chunks.Db.Set<GuardianRecord>().AsTracking()
                .Where(record => record.Academie == staged.Delivery.Academie && record.Degree == staged.Delivery.Degree && EF.Parameter(sought).Contains(record.SourceId))
                .ToDictionaryAsync(record => record.SourceId, StringComparer.Ordinal, cancellationToken);
    }

    private GuardianRecord New(GuardianSource source, long hash) => new()
    {
        Id = ids.GuardianRecord(staged.Delivery.Academie, staged.Delivery.Degree, source.SourceId),
        Academie = staged.Delivery.Academie,
        Degree = staged.Delivery.Degree,
        SourceId = source.SourceId,
        RegistrationNumber = source.RegistrationNumber,
        Civility = source.Civility,
        FamilyName = source.FamilyName,
        UsualName = source.UsualName,
        FirstName = source.FirstName,
        Mail = source.Mail,
        Mobile = source.Mobile,
        SearchName = SearchText.Fold($"{source.UsualName} {source.FirstName} {source.FamilyName}"),
        RowHash = hash,
    };

    /// <summary>True when something changed.</summary>
    private static bool Change(GuardianRecord record, GuardianSource source, long hash, EntityCounts counts)
    {
        var before = (record.RegistrationNumber, record.Civility, record.FamilyName, record.UsualName, record.FirstName, record.Mail, record.Mobile, record.GoneAt);
        var isWhole = source.Operation == AafOperation.Add;
        record.RegistrationNumber = source.Has(GuardianField.RegistrationNumber) ? source.RegistrationNumber : record.RegistrationNumber;
        record.Civility = source.Has(GuardianField.Civility) ? source.Civility : record.Civility;
        record.FamilyName = isWhole || (source.Has(GuardianField.FamilyName) && source.FamilyName.Length > 0) ? source.FamilyName : record.FamilyName;
        record.UsualName = isWhole || (source.Has(GuardianField.UsualName) && source.UsualName.Length > 0) ? source.UsualName : record.UsualName;
        record.FirstName = source.Has(GuardianField.FirstName) ? source.FirstName : record.FirstName;
        record.Mail = source.Has(GuardianField.Mail) ? source.Mail : record.Mail;
        record.Mobile = source.Has(GuardianField.Mobile) ? source.Mobile : record.Mobile;
        record.GoneAt = null;
        var after = (record.RegistrationNumber, record.Civility, record.FamilyName, record.UsualName, record.FirstName, record.Mail, record.Mobile, record.GoneAt);
        record.RowHash = isWhole ? hash : before == after ? record.RowHash : null;
        if (before != after)
        {
            record.SearchName = SearchText.Fold($"{record.UsualName} {record.FirstName} {record.FamilyName}");
            counts.Changed++;
        }

        return before != after;
    }
}
