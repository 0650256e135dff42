using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>The search of a list: a GET form, so that the address is the search. Holds <c>filter-group</c> elements.</summary>
public sealed class FilterPanelTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The form name of the free text.</summary>
    public string Name { get; set; } = "q";

    /// <summary>What was searched for.</summary>
    public string? Value { get; set => field = OrNull(value); }

    /// <summary>The label of the free text, which says what it may hold.</summary>
    public string Label { get; set; } = "";

    /// <summary>The address without any filter; null where there is nothing to clear.</summary>
    public string? ClearHref { get; set => field = OrNull(value); } = "?";

    /// <summary>The list that is searched, when it is another page.</summary>
    public string Action { get; set; } = "?";

    /// <summary>Other values of the address that the search keeps (the sort order); a name may stand there twice.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keep { get; set; } = [];
}

/// <summary>The values of one filter, several at a time.</summary>
public sealed class FilterGroupTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The form name; each ticked value is one pair of the address.</summary>
    public string Name { get; set; } = "";

    /// <summary>The group's heading.</summary>
    public string Legend { get; set; } = "";

    /// <summary>Values, words and whether each is in use.</summary>
    public IEnumerable<SelectListItem> Options { get; set; } = [];
}

/// <summary>One filter in use; its words, then a link that removes it.</summary>
/// <param name="Text">What is filtered, for instance "Classe 5E A".</param>
/// <param name="RemoveHref">The address of the same search without it.</param>
public sealed record FilterInUse(string Text, string RemoveHref);

/// <summary>"Filtres en service" with a link to remove each; its content (the counts) stands at the right.</summary>
public sealed class FiltersInUseTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>What is in use; may be empty.</summary>
    public IReadOnlyList<FilterInUse> Filters { get; set; } = [];
}

/// <summary>
/// The bar above a list that acts on the selection, inside the list's form. Its content is the buttons. The two links of selection are
/// submit buttons, so that they work without scripts.
/// </summary>
public sealed class BulkBarTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>People selected, on all pages.</summary>
    public int Selected { get; set; }

    /// <summary>Those of them whom the search shown does not find.</summary>
    public int Outside { get; set; }

    /// <summary>People in the whole result.</summary>
    public int Total { get; set; }

    /// <summary>The sentence for none or one, with <c>{0}</c>: "{0} élève sélectionné sur 54".</summary>
    public string One { get; set; } = "";

    /// <summary>The sentence for several, with <c>{0}</c>.</summary>
    public string Many { get; set; } = "";

    /// <summary>Where "Tout sélectionner" posts; null posts to the form's own address.</summary>
    public string? SelectAllAction { get; set => field = OrNull(value); }

    /// <summary>Where "Tout désélectionner" posts.</summary>
    public string? SelectNoneAction { get; set => field = OrNull(value); }
}

/// <summary>
/// A table in its own focusable region. Its content is <c>thead</c> and <c>tbody</c>; cells of lists carry <c>data-label</c>, which
/// becomes their label when rows turn into cards below 800 px.
/// </summary>
public sealed class DataTableTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The table's name.</summary>
    public string Caption { get; set; } = "";

    /// <summary>Whether the name is for screen readers only.</summary>
    public bool CaptionUnseen { get; set; } = true;

    /// <summary>Whether each row is cut off the printed page and handed out: a dashed line follows it.</summary>
    public bool Cut { get; set; }

    /// <summary>Whether rows turn into cards on narrow screens; small tables inside cards stay tables.</summary>
    public bool Cards { get; set; } = true;
}

/// <summary>A head cell that sorts by its column.</summary>
public sealed class SortHeadTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The column's words.</summary>
    public string Label { get; set; } = "";

    /// <summary>The address that sorts by it (the other way round when it is the one in use).</summary>
    public string Href { get; set; } = "";

    /// <summary><c>ascending</c> or <c>descending</c> where the list is sorted by it, else null.</summary>
    public string? Sorted { get; set => field = OrNull(value); }
}

/// <summary>The box that selects the person of a row; an empty name makes the head's box, which ticks the page by script.</summary>
public sealed class PickBoxTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The form name.</summary>
    public string? Name { get; set => field = OrNull(value); }

    /// <summary>What is posted: the account, so that two rows of one person go together.</summary>
    public string? Value { get; set => field = OrNull(value); }

    /// <summary>The person's name, for "Sélectionner Nadia Berthelot".</summary>
    public string? Person { get; set => field = OrNull(value); }

    /// <summary>Whether it is ticked.</summary>
    public bool Checked { get; set; }
}

/// <summary>A link or, without <c>href</c>, a submit button that is only a drawing; its words are hidden and name the person.</summary>
public sealed class IconButtonTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The drawing.</summary>
    public string Icon { get; set; } = "";

    /// <summary>The hidden words, with the person in them.</summary>
    public string Label { get; set; } = "";

    /// <summary>Where it leads.</summary>
    public string? Href { get; set => field = OrNull(value); }
}

/// <summary>The pages of a list.</summary>
public sealed class PageLinksTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The page shown, from 1.</summary>
    public int Page { get; set; } = 1;

    /// <summary>Rows on a page; domain.md §17: never more than 50.</summary>
    public int Size { get; set; } = 50;

    /// <summary>Rows of the whole result.</summary>
    public int Total { get; set; }

    /// <summary>What rows are called, in the plural.</summary>
    public string Noun { get; set; } = "";

    /// <summary>The address of a page by its number.</summary>
    public Func<int, string> Href { get; set; } = _ => "";

    /// <summary>The number of pages, at least 1.</summary>
    [HtmlAttributeNotBound]
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>The pages to link: first, last, those around the one shown; null stands for a gap.</summary>
    [HtmlAttributeNotBound]
    public IEnumerable<int?> Shown
    {
        get
        {
            var previous = 0;
            for (var page = 1; page <= Pages; page++)
            {
                if (page == 1 || page == Pages || Math.Abs(page - Page) <= 1)
                {
                    if (page > previous + 1)
                    {
                        yield return null;
                    }

                    yield return page;
                    previous = page;
                }
            }
        }
    }
}
