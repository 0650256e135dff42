using System.Globalization;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Lists;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>A page that acts on the selection of a list, or on the one account its address names (<c>?compte=</c>) without touching the selection.</summary>
internal abstract class SelectedPage(SchoolList lists, Selections selections, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : ListedPage(readOnly, texts)
{
    private const string AloneName = "compte";

    /// <summary>The account of the address; null when the page is about the selection.</summary>
    public Guid? Alone => Guid.TryParse(Request.Query[AloneName], out var account) ? account : null;

    /// <summary>Where the agent came from: the detail of the account, or the list.</summary>
    public string BackAddress => Alone is { } account && HasDetail ? AddressOf(account) : ListAddress;

    /// <summary>The words of the way back.</summary>
    public string BackText => Texts[Alone is null || !HasDetail ? "Back.List" : "Back.Detail"];

    /// <summary>How many of the people concerned the search of the list does not find: they were selected before.</summary>
    public int Outside { get; private set; }

    /// <summary>The rows of the people concerned, by class then name.</summary>
    /// <returns>null when the list is not this school's, or the account of the address is not in it</returns>
    protected async Task<IReadOnlyList<ListRow>?> RowsAsync(string list, CancellationToken cancellationToken)
    {
        if (!Find(list) || (Request.Query.ContainsKey(AloneName) && Alone is null))
        {
            return null;
        }

        HashSet<Guid> accounts = Alone is { } one ? [one] : await selections.ResolveAsync(Scope, Kind, cancellationToken);
        Outside = await selections.CountOutsideAsync(Scope, Kind, accounts, Alone is null && Query.Narrows ? Query.Search : null, cancellationToken);
        var rows = await lists.RowsAsync(Scope.School.Id, Kind, accounts, cancellationToken);
        return Alone is not null && rows.Count == 0 ? null : rows;
    }

    /// <summary>Forgets the selection once it has served.</summary>
    protected Task ForgetSelectionAsync(CancellationToken cancellationToken) =>
        Alone is null ? selections.ClearAsync(Scope, Kind, cancellationToken) : Task.CompletedTask;

    /// <summary>Whether the number typed to confirm is the one asked for; blanks do not count.</summary>
    protected static bool IsNumber(string? typed, int expected) =>
        string.Concat((typed ?? string.Empty).Take(32).Where(sign => !char.IsWhiteSpace(sign))) == expected.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds the message of a field unless a condition holds.</summary>
    protected void Require(bool holds, string field, string text, params object[] arguments)
    {
        if (!holds)
        {
            ModelState.AddModelError(field, Texts[text, arguments]);
        }
    }
}
