using EduConnect.Core.Schools.Lists;

namespace EduConnect.Web.Administration;

/// <summary>A search as the address of a list holds it; what it does not know is left out.</summary>
internal sealed record ListQuery(string Text, IReadOnlyList<KeyValuePair<string, string>> Filters, ListSort Sort, int Page)
{
    /// <summary>Names of the filters in the address, in the order they are shown.</summary>
    public static readonly string[] FilterNames = ["rattachement", "mef", "niveau", "classe", "etat", "age", "famille", "mail", "tel", "origine", "traiter", "connexion", "priorite"];

    private const string ThisYear = "annee";
    private const string ToInform = "informer";

    /// <summary>Reads an address.</summary>
    public static ListQuery Read(IQueryCollection query)
    {
        var filters = FilterNames.SelectMany(name => query[name].Where(value => value is { Length: > 0 and <= 64 }).Take(200).Select(value => KeyValuePair.Create(name, value!))).Distinct().ToList();
        var column = AddressWords.Columns.GetValueOrDefault(query["tri"].ToString(), ListColumn.Pupil);
        var text = query["q"].ToString().Trim();
        return new ListQuery(
            text.Length <= 200 ? text : text[..200], filters, new ListSort(column, query["ordre"] == "desc"), int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, 1_000_000) : 1);
    }

    /// <summary>The search of the core.</summary>
    public ListSearch Search => new()
    {
        Text = Text,
        HomeSchools = Identifiers("rattachement"),
        Mefs = [.. Values("mef")],
        Levels = [.. Values("niveau")],
        Classes = Identifiers("classe"),
        States = Known("etat", AddressWords.States),
        Ages = Known("age", AddressWords.Ages),
        Families = Known("famille", AddressWords.Families),
        Mail = [.. Known("mail", AddressWords.Contacts).Concat(Known("mail", AddressWords.KnownContacts).SelectMany(states => states)).Distinct()],
        Mobile = Known("tel", AddressWords.Contacts),
        Origins = Known("origine", AddressWords.Origins),
        ToHandle = Known("traiter", AddressWords.Matters),
        SignedInThisYear = Uses("connexion", ThisYear),
        ToInformFirst = Uses("priorite", ToInform),
    };

    /// <summary>What follows the address of a list to open a search that a figure of Accueil counts.</summary>
    public static string AddressOf(ListSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        IEnumerable<KeyValuePair<string, string>> filters =
        [
            .. Words("etat", search.States, AddressWords.States),
            .. Words("mail", search.Mail, AddressWords.Contacts),
            .. Words("tel", search.Mobile, AddressWords.Contacts),
            .. Words("traiter", search.ToHandle, AddressWords.Matters),
            .. search.SignedInThisYear ? [KeyValuePair.Create("connexion", ThisYear)] : Array.Empty<KeyValuePair<string, string>>(),
            .. search.ToInformFirst ? [KeyValuePair.Create("priorite", ToInform)] : Array.Empty<KeyValuePair<string, string>>(),
        ];
        return new ListQuery(search.Text, [.. filters], new ListSort(), 1).Suffix;
    }

    /// <summary>Whether it leaves anybody out.</summary>
    public bool Narrows => Text.Length > 0 || Filters.Count > 0;

    /// <summary>Whether a value of a filter is in use.</summary>
    public bool Uses(string name, string value) => Filters.Contains(KeyValuePair.Create(name, value));

    /// <summary>The address of the same search without one value.</summary>
    public string Without(string name, string value) => (this with { Filters = [.. Filters.Where(filter => filter.Key != name || filter.Value != value)], Page = 1 }).ToString();

    /// <summary>The address of another page.</summary>
    public string AtPage(int page) => (this with { Page = page }).ToString();

    /// <summary>The address sorted by a column, the other way round when it is already.</summary>
    public string SortedBy(string column) =>
        (this with { Sort = new ListSort(AddressWords.Columns[column], Sort.Column == AddressWords.Columns[column] && !Sort.Descending), Page = 1 }).ToString();

    /// <summary><c>ascending</c>, <c>descending</c> or null.</summary>
    public string? SortOf(string column) => Sort.Column != AddressWords.Columns[column] ? null : Sort.Descending ? "descending" : "ascending";

    /// <summary>What the search form keeps beside its own fields: the order, and the values in use that it does not offer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Kept(IEnumerable<KeyValuePair<string, string>> notOffered) => [.. notOffered, .. SortParts()];

    /// <summary>What follows the address of a page that keeps this search; nothing when there is none.</summary>
    public string Suffix => ToString() is { Length: > 1 } search ? search : string.Empty;

    /// <summary>The same search and one more value, which is no part of it.</summary>
    public string With(string name, string value) => new QueryString(Suffix).Add(name, value).ToString();

    /// <inheritdoc/>
    public override string ToString()
    {
        IEnumerable<KeyValuePair<string, string>> parts = [.. Text.Length > 0 ? [KeyValuePair.Create("q", Text)] : Array.Empty<KeyValuePair<string, string>>(), .. Filters, .. SortParts()];
        if (Page > 1)
        {
            parts = parts.Append(KeyValuePair.Create("page", Page.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        var text = QueryString.Create(parts.Select(part => KeyValuePair.Create(part.Key, (string?)part.Value))).ToString();
        return text.Length > 0 ? text : "?";
    }

    private IEnumerable<KeyValuePair<string, string>> SortParts()
    {
        if (Sort.Column != ListColumn.Pupil || Sort.Descending)
        {
            yield return KeyValuePair.Create("tri", AddressWords.Columns.First(column => column.Value == Sort.Column).Key);
        }

        if (Sort.Descending)
        {
            yield return KeyValuePair.Create("ordre", "desc");
        }
    }

    private IEnumerable<string> Values(string name) => Filters.Where(filter => filter.Key == name).Select(filter => filter.Value);

    private List<Guid> Identifiers(string name) => [.. Values(name).Where(value => Guid.TryParse(value, out _)).Select(Guid.Parse)];

    private List<TValue> Known<TValue>(string name, Dictionary<string, TValue> words) => [.. Values(name).Where(words.ContainsKey).Select(value => words[value]).Distinct()];

    private static IEnumerable<KeyValuePair<string, string>> Words<TValue>(string name, IEnumerable<TValue> values, Dictionary<string, TValue> words) =>
        values.Select(value => KeyValuePair.Create(name, words.First(word => Equals(word.Value, value)).Key));
}
