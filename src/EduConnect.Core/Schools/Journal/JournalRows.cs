using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Journal;

/// <summary>The events of one school that a search finds. The store must be opened for that school: its filter keeps all others out (S-TN1).</summary>
internal static class JournalRows
{
    public static IQueryable<AuditEvent> Matching(MainDb db, JournalSearch search)
    {
        if (db.SchoolScope is null)
        {
            throw new InvalidOperationException("A journal needs a store opened for one school.");
        }

        var rows = Within(db.Set<AuditEvent>().AsNoTracking(), search.From, search.To);
        var agents = search.Agents.Select(agent => agent.ToString()).ToList();
        rows = agents.Count == 0 ? rows : rows.Where(row => row.ActorKind == ActorKind.Agent && agents.Contains(row.ActorId));
        rows = search.Actions.Count == 0 ? rows : rows.Where(row => search.Actions.Contains(row.Code));
        return SearchWords.Read(search.Person) is { } words ? About(db, rows, words) : rows;
    }

    private static IQueryable<AuditEvent> Within(IQueryable<AuditEvent> rows, DateOnly? from, DateOnly? to)
    {
        if (Start(from) is { } first)
        {
            rows = rows.Where(row => row.At >= first);
        }

        return Start(to?.AddDays(1)) is { } end ? rows.Where(row => row.At < end) : rows;
    }

    private static IQueryable<AuditEvent> About(MainDb db, IQueryable<AuditEvent> rows, SearchWords words)
    {
        string username = words.Username, first = words.First, second = words.Second, third = words.Third, fourth = words.Fourth;
        var isName = words.IsName;
        var people = db.Set<Account>().Where(account => account.Username == username
            || (isName && db.Set<Pupil>().Any(pupil => pupil.Id == account.PupilId && (" " + pupil.SearchName).Contains(first) && (" " + pupil.SearchName).Contains(second)
                && (" " + pupil.SearchName).Contains(third) && (" " + pupil.SearchName).Contains(fourth)))
            || (isName && db.Set<GuardianRecord>().Any(record => record.AccountId == account.Id && (" " + record.SearchName).Contains(first) && (" " + record.SearchName).Contains(second)
                && (" " + record.SearchName).Contains(third) && (" " + record.SearchName).Contains(fourth))));
        return rows.Where(row => row.AccountId != null && people.Any(account => account.Id == row.AccountId));
    }

    // Midnight exists on every Paris day: clocks change at two or three in the morning.
    private static DateTime? Start(DateOnly? day) => day is { } date ? ParisTime.ToUtc(date.ToDateTime(TimeOnly.MinValue)) : null;
}
