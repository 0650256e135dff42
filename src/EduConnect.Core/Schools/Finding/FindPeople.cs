using System.Globalization;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Finding;

/// <summary>
/// An assistance team looks for somebody in the schools of its groups (rows #10, #238 and #239): by whole username, INE, mail or telephone, else by name.
/// The result leads into the school's own pages, where every right is asked again.
/// </summary>
[UseCase(Effect.Reads)]
public sealed class FindPeople(IDbContextFactory<MainDb> main, AgentJournal journal)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.people-searched";

    /// <summary>Most people shown.</summary>
    public const int Most = 50;

    private const int ShortestName = 3;

    // A guardian has a row for each child; a contact shared by an institution has hundreds.
    private const int MostRows = 400;

    /// <summary>Whether an agent belongs to an assistance team: a group of a département, not a school by name.</summary>
    public static bool IsFor(SignedInAgent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return Groups(agent).Count > 0;
    }

    /// <summary>Looks for somebody.</summary>
    /// <param name="agent">who asks; only schools of the groups are searched</param>
    /// <param name="typed">name and/or first name (three letters at least), or a whole username, INE, mail or telephone number</param>
    /// <param name="network">where they ask from</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <remarks>Each search is an event that says by what kind of key and how many were found, never the key: it is somebody's name, mail or number.</remarks>
    public async Task<FoundPeople> RunAsync(SignedInAgent agent, string? typed, string network, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (SearchWords.Read(typed) is not { } words)
        {
            return new FoundPeople([]);
        }

        var (found, key) = await LookAsync(agent, words, cancellationToken);
        if (!found.IsTooShort)
        {
            await journal.WriteAsync(Code, agent.Agent.Id, null, string.Create(CultureInfo.InvariantCulture, $"{key}, {found.People.Count} found"), network, cancellationToken);
        }

        return found;
    }

    private async Task<(FoundPeople Found, SearchKey Key)> LookAsync(SignedInAgent agent, SearchWords words, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var schools = SchoolsOfAgent.Covered(db, Groups(agent)).AsNoTracking();
        var (accounts, key) = await ExactAsync(db, words, cancellationToken);
        var exact = accounts.Count == 0 ? new FoundPeople([]) : await ReadAsync(db, schools, people => people.Where(person => accounts.Contains(person.AccountId)), cancellationToken);
        if (exact.People.Count > 0)
        {
            // The same word may be somebody's username elsewhere: only who is found here ends the search.
            return (exact, key);
        }

        return key is not (SearchKey.Mail or SearchKey.Phone) && words.First.Trim().Length < ShortestName && words.Second.Trim().Length < ShortestName
            ? (new FoundPeople([], IsTooShort: true), SearchKey.Name)
            : (await ReadAsync(db, schools, people => Named(people, words), cancellationToken), key is SearchKey.Mail or SearchKey.Phone ? key : SearchKey.Name);
    }

    private static List<AgentRight> Groups(SignedInAgent agent) => [.. agent.Rights.Where(right => right is { Module: AgentModule.Administration, Uai: null, Departement: not null })];

    private static IQueryable<PlacedPerson> Named(IQueryable<PlacedPerson> people, SearchWords words)
    {
        string first = words.First, second = words.Second, third = words.Third, fourth = words.Fourth;
        return people.Where(person => (" " + person.SearchName).Contains(first) && (" " + person.SearchName).Contains(second)
            && (" " + person.SearchName).Contains(third) && (" " + person.SearchName).Contains(fourth));
    }

    // The accounts that the whole of what was typed stands for, and as what: a mail address and a telephone number look like nothing else.
    private static async Task<(List<Guid> Accounts, SearchKey Key)> ExactAsync(MainDb db, SearchWords words, CancellationToken cancellationToken)
    {
        if (MailText.Normalise(words.Typed) is { } mail)
        {
            var found = await db.Set<Account>().Where(account => account.MailKey == mail).Select(account => account.Id).OrderBy(id => id).Take(MostRows).ToListAsync(cancellationToken);
            return ([.. found.Union(await OfRecordsAsync(db.Set<GuardianRecord>().Where(record => record.Mail == mail), cancellationToken))], SearchKey.Mail);
        }

        string username = words.Username, ine = words.Ine;
        var byIne = await db.Set<Account>().Where(account => db.Set<Pupil>().Any(pupil => pupil.Ine == ine && pupil.Id == account.PupilId)).Select(account => account.Id).ToListAsync(cancellationToken);
        var all = byIne.Union(await db.Set<Account>().Where(account => account.Username == username).Select(account => account.Id).ToListAsync(cancellationToken)).ToList();
        if (PhoneNumber.ToE164(words.Typed) is not { } phone)
        {
            return (all, byIne.Count > 0 ? SearchKey.Ine : SearchKey.Username);
        }

        var byPhone = await db.Set<Account>().Where(account => account.Mobile == phone).Select(account => account.Id).OrderBy(id => id).Take(MostRows).ToListAsync(cancellationToken);
        return ([.. all.Union(byPhone).Union(await OfRecordsAsync(db.Set<GuardianRecord>().Where(record => record.Mobile == phone), cancellationToken))], SearchKey.Phone);
    }

    private static async Task<List<Guid>> OfRecordsAsync(IQueryable<GuardianRecord> records, CancellationToken cancellationToken) =>
        await records.Where(record => record.GoneAt == null && record.AccountId != null).Select(record => record.AccountId!.Value).Distinct().OrderBy(id => id).Take(MostRows).ToListAsync(cancellationToken);

    private static async Task<FoundPeople> ReadAsync(
        MainDb db, IQueryable<School> schools, Func<IQueryable<PlacedPerson>, IQueryable<PlacedPerson>> search, CancellationToken cancellationToken)
    {
        var rows = await FirstAsync(search(PeopleOfSchools.Pupils(db, schools)), cancellationToken);
        rows.AddRange(await FirstAsync(search(PeopleOfSchools.Guardians(db, schools)), cancellationToken));
        var ids = rows.Select(row => row.SchoolId).Distinct().ToList();
        var known = await schools.Where(school => ids.Contains(school.Id)).ToDictionaryAsync(school => school.Id, cancellationToken);
        var people = rows.GroupBy(row => (row.AccountId, row.SchoolId, row.List))
            .OrderBy(person => person.First().SearchName, StringComparer.Ordinal).ThenBy(person => person.First().Username, StringComparer.Ordinal).ThenBy(person => known[person.Key.SchoolId].Uai, StringComparer.Ordinal)
            .Select(person => new FoundPerson(
                person.Key.AccountId, person.Key.List, $"{person.First().Name} {person.First().FirstName}".Trim(), person.First().Username, known[person.Key.SchoolId],
                [.. person.Select(row => row.Child).OfType<string>().Distinct().Order(StringComparer.CurrentCulture)]))
            .ToList();
        return new FoundPeople([.. people.Take(Most)], people.Count > Most || rows.Count >= MostRows);
    }

    private static Task<List<PlacedPerson>> FirstAsync(IQueryable<PlacedPerson> people, CancellationToken cancellationToken) =>
        people.OrderBy(person => person.SearchName).ThenBy(person => person.AccountId).Take(MostRows).ToListAsync(cancellationToken);
}
