using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Rows">at most 50</param>
/// <param name="Page">from 1; the last one when a later one was asked for</param>
/// <param name="TotalRows">rows of the whole result</param>
/// <param name="TotalPeople">people of the whole result: a guardian of two children has two rows and is one person</param>
public sealed record ListPage(IReadOnlyList<ListRow> Rows, int Page, int TotalRows, int TotalPeople);

/// <summary>People of a list in each state.</summary>
public sealed record StateCounts(ListKind Kind, IReadOnlyDictionary<AccountState, int> ByState)
{
    /// <summary>People in one state.</summary>
    public int Of(AccountState state) => ByState.GetValueOrDefault(state);
}

/// <summary>What the filters of a list offer.</summary>
/// <param name="Mefs">curricula of its pupils</param>
/// <param name="Levels">their levels (1st degree)</param>
/// <param name="Classes">classes of the school; none for pupils from elsewhere</param>
/// <param name="HomeSchools">schools they come from</param>
public sealed record ListChoices(IReadOnlyList<Mef> Mefs, IReadOnlyList<string> Levels, IReadOnlyList<ClassChoice> Classes, IReadOnlyList<School> HomeSchools);

/// <summary>A class that a filter offers.</summary>
/// <param name="Id">identifier</param>
/// <param name="Name">how the school names it</param>
public sealed record ClassChoice(Guid Id, string Name);

/// <summary>Reads the lists of one school (domain 10.4, 10.5).</summary>
[UseCase(Effect.Reads)]
public sealed class SchoolList(IDbContextFactory<MainDb> main, SchoolCalendar calendar)
{
    /// <summary>Rows on a page (domain §17).</summary>
    public const int PageSize = 50;

    private const int ChunkSize = 1_000;

    /// <summary>One page.</summary>
    public async Task<ListPage> RunAsync(Guid schoolId, ListKind kind, ListSearch search, ListSort sort, int page, CancellationToken cancellationToken)
    {
        await using var db = await EstablishmentScope.OpenAsync(main, schoolId, cancellationToken);
        var rows = ListFilters.Matching(db, kind, search, calendar.Today());
        var counts = await rows.GroupBy(_ => 1).Select(all => new { Rows = all.Count(), People = all.Select(row => row.AccountId).Distinct().Count() }).SingleOrDefaultAsync(cancellationToken);
        var (total, people) = counts is null ? (0, 0) : (counts.Rows, counts.People);
        var shown = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var found = await rows.InOrder(sort).Skip((shown - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        return new ListPage(found, shown, total, people);
    }

    /// <summary>How many people stand in each state.</summary>
    public async Task<StateCounts> CountAsync(Guid schoolId, ListKind kind, CancellationToken cancellationToken)
    {
        await using var db = await EstablishmentScope.OpenAsync(main, schoolId, cancellationToken);
        var people = ListRows.Of(db, kind).Select(row => new { row.AccountId, row.State }).Distinct();
        var counts = await people.GroupBy(person => person.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        return new StateCounts(kind, counts.ToDictionary(group => group.Key, group => group.Count));
    }

    /// <summary>The accounts of a whole result.</summary>
    public async Task<HashSet<Guid>> PeopleAsync(Guid schoolId, ListKind kind, ListSearch search, CancellationToken cancellationToken)
    {
        await using var db = await EstablishmentScope.OpenAsync(main, schoolId, cancellationToken);
        return [.. await ListFilters.Matching(db, kind, search, calendar.Today()).Select(row => row.AccountId).Distinct().ToListAsync(cancellationToken)];
    }

    /// <summary>Those of <paramref name="accountIds"/> that the list holds.</summary>
    public async Task<HashSet<Guid>> PresentAsync(Guid schoolId, ListKind kind, IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken)
    {
        await using var db = await EstablishmentScope.OpenAsync(main, schoolId, cancellationToken);
        HashSet<Guid> present = [];
        foreach (var chunk in accountIds.Chunk(ChunkSize))
        {
            present.UnionWith(await ListRows.Of(db, kind).Where(row => chunk.Contains(row.AccountId)).Select(row => row.AccountId).Distinct().ToListAsync(cancellationToken));
        }

        return present;
    }

    /// <summary>
    /// Whether each of these accounts, which the list does not hold, was closed because its holder joined it to an account that the list holds.
    /// Of accounts of other schools nothing is told (S-TN4).
    /// </summary>
    public async Task<bool> WereJoinedAsync(Guid schoolId, ListKind kind, IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accountIds);
        var ids = accountIds.ToArray();
        if (ids.Length > PageSize)
        {
            return false;
        }

        // An account that is closed is of no school any more: where it went is looked up without scope, and only what this list holds of it counts.
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var closed = await db.Set<AuditEvent>().Where(one => one.Code == RecordMoves.ClosedCode && one.AccountId != null && ids.Contains(one.AccountId.Value))
            .Select(one => new { one.AccountId, one.Detail }).ToListAsync(cancellationToken);
        var into = closed.Select(one => RecordMoves.ClosedInto(one.Detail)).OfType<Guid>().ToHashSet();
        return closed.Select(one => one.AccountId).Distinct().Count() == ids.Length
            && into.Count > 0 && (await PresentAsync(schoolId, kind, into, cancellationToken)).Count == into.Count;
    }

    /// <summary>The row of one account, the first when it has several; null when the list does not hold it.</summary>
    public async Task<ListRow?> RowAsync(Guid schoolId, ListKind kind, Guid accountId, CancellationToken cancellationToken)
    {
        await using var db = await EstablishmentScope.OpenAsync(main, schoolId, cancellationToken);
        return await ListRows.Of(db, kind).Where(row => row.AccountId == accountId).OrderBy(row => row.PupilSearch).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>All rows of some accounts, by class then name.</summary>
    public async Task<IReadOnlyList<ListRow>> RowsAsync(Guid schoolId, ListKind kind, IReadOnlySet<Guid> accountIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accountIds);
        await using var db = await EstablishmentScope.OpenAsync(main, schoolId, cancellationToken);
        var rows = await ListRows.Of(db, kind).ToListAsync(cancellationToken);
        return [.. rows.Where(row => accountIds.Contains(row.AccountId))
            .OrderBy(row => row.ClassName ?? string.Empty, StringComparer.Ordinal)
            .ThenBy(row => row.GuardianSearch ?? row.PupilSearch, StringComparer.Ordinal).ThenBy(row => row.PupilSearch, StringComparer.Ordinal)];
    }

    /// <summary>What the filters of a list offer.</summary>
    public async Task<ListChoices> ChoicesAsync(Guid schoolId, ListKind kind, CancellationToken cancellationToken)
    {
        await using var db = await EstablishmentScope.OpenAsync(main, schoolId, cancellationToken);
        var degree = await db.Set<School>().Where(school => school.Id == schoolId).Select(school => school.Degree).SingleAsync(cancellationToken);
        var enrolled = kind == ListKind.ExternalPupils ? EnrolmentKind.External : EnrolmentKind.Home;
        var enrolments = db.Set<Enrolment>().Where(enrolment => enrolment.Kind == enrolled);
        var codes = enrolments.Where(enrolment => enrolment.MefCode != null).Select(enrolment => enrolment.MefCode).Distinct();
        return new ListChoices(
            await db.Set<Mef>().AsNoTracking().Where(mef => codes.Contains(mef.Code)).OrderBy(mef => mef.Label).ToListAsync(cancellationToken),
            [.. (await enrolments.Where(enrolment => enrolment.Level != null).Select(enrolment => enrolment.Level!).Distinct().ToListAsync(cancellationToken)).OrderBy(SchoolLevels.PlaceOf).ThenBy(level => level, StringComparer.Ordinal)],
            kind == ListKind.ExternalPupils ? [] : [.. (await db.Set<SchoolClass>().AsNoTracking().ToListAsync(cancellationToken)).Select(schoolClass => new ClassChoice(schoolClass.Id, schoolClass.NameIn(degree))).OrderBy(choice => choice.Name, StringComparer.Ordinal)],
            kind == ListKind.ExternalPupils ? await ListRows.HomeSchools(db).OrderBy(school => school.Name).ToListAsync(cancellationToken) : []);
    }
}
