using System.Globalization;
using EduConnect.Core.Schools.Journal;

namespace EduConnect.Web.Administration;

/// <summary>A search in the journal as its address holds it; what it does not know is left out.</summary>
internal sealed record JournalQuery(string Person, IReadOnlyList<Guid> Agents, IReadOnlyList<string> Actions, string? From, string? To, int Page)
{
    private const int MostValues = 100;
    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"];

    /// <summary>Reads an address.</summary>
    public static JournalQuery Read(IQueryCollection query)
    {
        var person = query["q"].ToString().Trim();
        return new JournalQuery(
            person.Length <= 200 ? person : person[..200],
            [.. query["agent"].Take(MostValues).Where(value => Guid.TryParse(value, out _)).Select(value => Guid.Parse(value!)).Distinct()],
            [.. query["action"].Take(MostValues).OfType<string>().Where(JournalWords.All.Actions.ContainsKey).Distinct()],
            Typed(query, "From"),
            Typed(query, "To"),
            int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, 1_000_000) : 1);
    }

    /// <summary>The search of the core; a day that is none is left out.</summary>
    public JournalSearch Search => new() { From = Day(From), To = Day(To), Agents = Agents, Actions = Actions, Person = Person };

    /// <summary>Whether something was typed that is no day.</summary>
    public static bool IsWrong(string? typed) => typed is not null && Day(typed) is null;

    /// <summary>What follows the address of another page of the same search.</summary>
    public string AtPage(int page) => (this with { Page = page }).ToString();

    /// <summary>The first page of the same search and one more value, which is no part of it.</summary>
    public string With(string name, string value) => new QueryString(AtPage(1) is { Length: > 1 } search ? search : string.Empty).Add(name, value).ToString();

    /// <inheritdoc/>
    public override string ToString()
    {
        IEnumerable<KeyValuePair<string, string?>> parts =
        [
            KeyValuePair.Create<string, string?>("q", Person),
            .. Agents.Select(agent => KeyValuePair.Create<string, string?>("agent", agent.ToString())),
            .. Actions.Select(action => KeyValuePair.Create<string, string?>("action", action)),
            KeyValuePair.Create("From", From),
            KeyValuePair.Create("To", To),
            KeyValuePair.Create<string, string?>("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
        ];
        return QueryString.Create(parts.Where(part => !string.IsNullOrEmpty(part.Value))).ToString() is { Length: > 0 } text ? text : "?";
    }

    private static string? Typed(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 and <= 20 } text ? text : null;

    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 3000 ? day : null;
}
