using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>A child of a guardian in this school.</summary>
/// <param name="FirstName">first name</param>
/// <param name="Place">class, or level where there is no class; null when neither is known</param>
public sealed record DoubtChild(string FirstName, string? Place);

/// <summary>One of two guardians who may be one person: told from namesakes by username and children.</summary>
/// <param name="Name">last and first name</param>
/// <param name="Username">of the account</param>
/// <param name="Children">those of this school, by name</param>
public sealed record DoubtGuardian(string Name, string Username, IReadOnlyList<DoubtChild> Children);

/// <summary>A line of "Doublons possibles".</summary>
/// <param name="Id">the doubt</param>
/// <param name="First">one guardian</param>
/// <param name="Second">the other</param>
/// <param name="Names">how much alike the names are</param>
/// <param name="Shared">what is common beside them</param>
/// <param name="NoticedAt">when the night noticed (UTC)</param>
public sealed record DoubtLine(Guid Id, DoubtGuardian First, DoubtGuardian Second, NameLikeness Names, SharedFacts Shared, DateTime NoticedAt);

/// <summary>One page of the doubts of a school.</summary>
/// <param name="Lines">at most 50, by name</param>
/// <param name="Page">from 1; the last one when a later one was asked for</param>
/// <param name="Total">all that wait</param>
public sealed record DoubtsOnPage(IReadOnlyList<DoubtLine> Lines, int Page, int Total);

/// <summary>Reads which guardians of a school may be one person (domain 4.1). Changes nothing, so it goes on during maintenance.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadGuardianDoubts(IDbContextFactory<MainDb> main)
{
    /// <summary>How many wait for the school.</summary>
    public async Task<int> CountAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        return await OpenDoubts.Of(db).CountAsync(cancellationToken);
    }

    /// <summary>One page.</summary>
    public async Task<DoubtsOnPage> RunAsync(EstablishmentScope scope, int page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var doubts = OpenDoubts.Of(db);
        var total = await doubts.CountAsync(cancellationToken);
        var shown = Math.Clamp(page, 1, Math.Max(1, (total + SchoolList.PageSize - 1) / SchoolList.PageSize));
        var found = await doubts.OrderBy(doubt => doubt.FirstSearch).ThenBy(doubt => doubt.Id).Skip((shown - 1) * SchoolList.PageSize).Take(SchoolList.PageSize).ToListAsync(cancellationToken);
        var records = found.SelectMany(doubt => new[] { doubt.FirstRecord, doubt.SecondRecord }).Distinct().ToList();
        var (usernames, children) = (await UsernamesAsync(db, records, cancellationToken), await ChildrenAsync(db, records, cancellationToken));
        return new DoubtsOnPage(
            found.ConvertAll(doubt => new DoubtLine(doubt.Id, Guardian(doubt.FirstRecord, doubt.FirstName), Guardian(doubt.SecondRecord, doubt.SecondName), doubt.Names, doubt.Shared, doubt.NoticedAt)), shown, total);

        DoubtGuardian Guardian(Guid record, string name) => new(name.Trim(), usernames[record], [.. children[record]]);
    }

    private static Task<Dictionary<Guid, string>> UsernamesAsync(MainDb db, List<Guid> records, CancellationToken cancellationToken) =>
        (from record in db.Set<GuardianRecord>()
         where records.Contains(record.Id)
         join account in db.Set<Account>() on record.AccountId equals account.Id
         select new { record.Id, account.Username }).ToDictionaryAsync(row => row.Id, row => row.Username, cancellationToken);

    private static async Task<ILookup<Guid, DoubtChild>> ChildrenAsync(MainDb db, List<Guid> records, CancellationToken cancellationToken)
    {
        var rows = await (
            from link in db.Set<GuardianLink>()
            where records.Contains(link.GuardianRecordId) && link.GoneAt == null
            join enrolment in db.Set<Enrolment>().Where(row => row.Kind == EnrolmentKind.Home) on link.PupilRecordId equals enrolment.PupilRecordId
            join pupil in db.Set<Pupil>() on enrolment.PupilId equals pupil.Id
            orderby pupil.SearchName, pupil.Id
            select new { link.GuardianRecordId, pupil.FirstName, Class = db.Set<SchoolClass>().Where(one => one.Id == enrolment.ClassId).Select(one => one.Label).FirstOrDefault(), enrolment.Level })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.GuardianRecordId, row => new DoubtChild(row.FirstName, row.Class ?? row.Level));
    }
}
