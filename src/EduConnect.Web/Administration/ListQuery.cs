using EduConnect.Core.Accounts;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Web.Administration;

/// <summary>A search as the address of a list holds it; what it does not know is left out.</summary>
internal sealed record ListQuery(string Text, IReadOnlyList<KeyValuePair<string, string>> Filters, ListSort Sort, int Page)
{
    /// <summary>Names of the filters in the address, in the order they are shown.</summary>
    public static readonly string[] FilterNames = ["mef", "classe", "etat", "mail", "tel", "traiter"];

    private static readonly Dictionary<string, AccountState> States = new(StringComparer.Ordinal)
    {
        ["non-informe"] = AccountState.NotInformed,
        ["informe"] = AccountState.Informed,
        ["en-cours"] = AccountState.Activating,
        ["active"] = AccountState.Activated,
    };

    private static readonly Dictionary<string, ContactState> Contacts = new(StringComparer.Ordinal)
    {
        ["confirme"] = ContactState.Confirmed,
        ["a-confirmer"] = ContactState.ToConfirm,
        ["aucun"] = ContactState.None,
        ["en-erreur"] = ContactState.InError,
    };

    private static readonly Dictionary<string, ToHandle> Matters = new(StringComparer.Ordinal)
    {
        ["compromis"] = ToHandle.Compromised,
        ["mail-en-erreur"] = ToHandle.MailInError,
        ["lien"] = ToHandle.TieReported,
        ["date"] = ToHandle.BirthDateReported,
    };

    private static readonly Dictionary<string, ListColumn> Columns = new(StringComparer.Ordinal)
    {
        ["eleve"] = ListColumn.Pupil,
        ["classe"] = ListColumn.Class,
        ["responsable"] = ListColumn.Guardian,
        ["identifiant"] = ListColumn.Username,
        ["mail"] = ListColumn.Mail,
        ["tel"] = ListColumn.Mobile,
        ["etat"] = ListColumn.State,
        ["information"] = ListColumn.LastInformed,
        ["connexion"] = ListColumn.LastSignIn,
    };

    /// <summary>Reads an address.</summary>
    public static ListQuery Read(IQueryCollection query)
    {
        var filters = FilterNames.SelectMany(name => query[name].Where(value => value is { Length: > 0 and <= 64 }).Take(200).Select(value => KeyValuePair.Create(name, value!))).ToList();
        var column = Columns.GetValueOrDefault(query["tri"].ToString(), ListColumn.Pupil);
        var text = query["q"].ToString().Trim();
        return new ListQuery(
            text.Length <= 200 ? text : text[..200], filters, new ListSort(column, query["ordre"] == "desc"), int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, 1_000_000) : 1);
    }

    /// <summary>The search of the core.</summary>
    public ListSearch Search => new()
    {
        Text = Text,
        Mefs = [.. Values("mef")],
        Classes = [.. Values("classe").Where(value => Guid.TryParse(value, out _)).Select(Guid.Parse)],
        States = Known("etat", States),
        Mail = Known("mail", Contacts),
        Mobile = Known("tel", Contacts),
        ToHandle = Known("traiter", Matters),
    };

    /// <summary>Whether a value of a filter is in use.</summary>
    public bool Uses(string name, string value) => Filters.Contains(KeyValuePair.Create(name, value));

    /// <summary>The address of the same search without one value.</summary>
    public string Without(string name, string value) => (this with { Filters = [.. Filters.Where(filter => filter.Key != name || filter.Value != value)], Page = 1 }).ToString();

    /// <summary>The address of another page.</summary>
    public string AtPage(int page) => (this with { Page = page }).ToString();

    /// <summary>The address sorted by a column, the other way round when it is already.</summary>
    public string SortedBy(string column) =>
        (this with { Sort = new ListSort(Columns[column], Sort.Column == Columns[column] && !Sort.Descending), Page = 1 }).ToString();

    /// <summary><c>ascending</c>, <c>descending</c> or null.</summary>
    public string? SortOf(string column) => Sort.Column != Columns[column] ? null : Sort.Descending ? "descending" : "ascending";

    /// <summary>What the search form keeps beside its own fields.</summary>
    public IReadOnlyDictionary<string, string> Kept => SortParts().ToDictionary(part => part.Key, part => part.Value);

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
            yield return KeyValuePair.Create("tri", Columns.First(column => column.Value == Sort.Column).Key);
        }

        if (Sort.Descending)
        {
            yield return KeyValuePair.Create("ordre", "desc");
        }
    }

    private IEnumerable<string> Values(string name) => Filters.Where(filter => filter.Key == name).Select(filter => filter.Value);

    private List<TValue> Known<TValue>(string name, Dictionary<string, TValue> words) => [.. Values(name).Where(words.ContainsKey).Select(value => words[value]).Distinct()];
}
