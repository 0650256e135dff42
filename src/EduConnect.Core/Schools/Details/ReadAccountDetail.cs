using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Details;

/// <summary>Reads the detail of a pupil's or guardian's account (rows #158 to #163, #197 to #200).</summary>
[UseCase(Effect.Reads)]
public sealed class ReadAccountDetail(IDbContextFactory<MainDb> main)
{
    /// <summary>Reads it.</summary>
    /// <returns>null when the account does not stand in this list of this school: absent and foreign are not told apart (S-TN1)</returns>
    public async Task<AccountDetail?> RunAsync(EstablishmentScope scope, ListKind kind, Guid accountId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var rows = await ListRows.Of(db, kind).Where(row => row.AccountId == accountId).OrderBy(row => row.PupilSearch).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var account = await db.Set<Account>().AsNoTracking().SingleAsync(one => one.Id == accountId, cancellationToken);
        return kind.IsOfPupils() ? await PupilAsync(db, account, rows, cancellationToken) : await GuardianAsync(db, account, rows, cancellationToken);
    }

    private static async Task<AccountDetail> PupilAsync(MainDb db, Account account, List<ListRow> rows, CancellationToken cancellationToken)
    {
        var pupil = await db.Set<Pupil>().AsNoTracking().SingleAsync(one => one.Id == account.PupilId, cancellationToken);
        var guardians = await ListRows.Of(db, ListKind.Guardians).Where(row => row.PupilId == pupil.Id)
            .OrderBy(row => row.Tie).ThenBy(row => row.GuardianSearch).ToListAsync(cancellationToken);
        var sources = await db.Set<PupilRecord>().Where(record => record.PupilId == pupil.Id && record.GoneAt == null).OrderBy(record => record.Academie).ThenBy(record => record.SourceId)
            .Select(record => new SourceIdentity(record.Academie, record.Degree, record.SourceId, record.RegistrationNumber)).ToListAsync(cancellationToken);
        var code = rows[0].MefCode;
        var mef = code is null ? null : await db.Set<Mef>().Where(one => one.Code == code).Select(one => one.Label).FirstOrDefaultAsync(cancellationToken);
        return new AccountDetail(account, rows, pupil.FamilyName, sources, pupil, mef ?? code, [.. guardians.DistinctBy(row => (row.AccountId, row.Tie))], [], []);
    }

    private async Task<AccountDetail> GuardianAsync(MainDb db, Account account, List<ListRow> rows, CancellationToken cancellationToken)
    {
        var records = await db.Set<GuardianRecord>().AsNoTracking().Where(record => record.AccountId == account.Id && record.GoneAt == null)
            .OrderBy(record => record.Academie).ThenBy(record => record.SourceId).ToListAsync(cancellationToken);
        // The person as this list names them, so that title and birth name come from one source.
        var shown = records.Find(record => record.SearchName == rows[0].GuardianSearch) ?? records[0];
        var children = await ChildrenAsync(db, records, cancellationToken);
        // A source that ties them to nobody here is another school's business (S-TN2).
        var compared = records.Where(record => children.Any(child => child.IsHere && child.Record == Identity(record)))
            .Select(record => new ComparedSource(Identity(record), record.UsualName, record.FamilyName, record.FirstName, record.Mail, record.Mobile));
        return new AccountDetail(account, rows, shown.FamilyName, records.ConvertAll(Identity), null, null, [], children, [.. compared]);
    }

    private async Task<IReadOnlyList<TiedChild>> ChildrenAsync(MainDb db, List<GuardianRecord> records, CancellationToken cancellationToken)
    {
        var ids = records.ConvertAll(record => record.Id);
        var ties = await Children.LinksOf(db, ids).AsNoTracking()
            .Join(db.Set<Pupil>(), link => link.PupilId, pupil => pupil.Id, (link, pupil) => new { Link = link, Pupil = pupil }).ToListAsync(cancellationToken);
        var pupils = ties.ConvertAll(tie => tie.Pupil.Id);
        var here = await Children.PlacesAsync(db, pupils, cancellationToken);
        var present = here.Keys.ToList();
        var accounts = await db.Set<Account>().Where(account => account.PupilId != null && present.Contains(account.PupilId.Value) && account.ClosedAt == null)
            .ToDictionaryAsync(account => account.PupilId!.Value, account => account.Id, cancellationToken);
        var elsewhere = await ElsewhereAsync([.. pupils.Where(pupil => !here.ContainsKey(pupil))], cancellationToken);
        return [.. ties.DistinctBy(tie => (tie.Pupil.Id, tie.Link.Kind, tie.Link.GuardianRecordId))
            .Select(tie => Child(tie.Link, tie.Pupil, records.First(record => record.Id == tie.Link.GuardianRecordId)))
            .OrderBy(child => !child.IsHere).ThenBy(child => SearchText.Fold($"{child.UsualName} {child.FirstName}"), StringComparer.Ordinal)];

        TiedChild Child(GuardianLink link, Pupil pupil, GuardianRecord record) => here.TryGetValue(pupil.Id, out var place)
            ? new TiedChild(
                pupil.FirstName, pupil.UsualName, pupil.BirthDate, link.Kind, link.Statement, true, place.ClassName,
                accounts.TryGetValue(pupil.Id, out var own) ? own : null, pupil.Ine, Identity(record))
            : new TiedChild(pupil.FirstName, pupil.UsualName, pupil.BirthDate, link.Kind, link.Statement, false, elsewhere.GetValueOrDefault(pupil.Id), null, null, Identity(record));
    }

    // The only look beyond the school: which school a child who is not here attends (row #200). A name, and nothing that opens.
    private async Task<Dictionary<Guid, string>> ElsewhereAsync(IReadOnlyCollection<Guid> pupils, CancellationToken cancellationToken)
    {
        if (pupils.Count == 0)
        {
            return [];
        }

        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var places = await Children.PlacesAsync(db, pupils, cancellationToken);
        return places.ToDictionary(place => place.Key, place => $"{place.Value.School.TitledName} ({place.Value.School.Town})");
    }

    private static SourceIdentity Identity(GuardianRecord record) => new(record.Academie, record.Degree, record.SourceId, record.RegistrationNumber);
}
