using Microsoft.AspNetCore.Mvc.Rendering;

namespace EduConnect.Web.Design;

/// <summary>The search of the questions: section, words, "OK" (row #240). A GET form, so that the address is the search.</summary>
public sealed class QuestionSearchTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Where it is sent.</summary>
    public string Action { get; set; } = "";

    /// <summary>What was searched for.</summary>
    public string? Value { get; set => field = OrNull(value); }

    /// <summary>The section chosen; null for all.</summary>
    public string? Section { get; set => field = OrNull(value); }

    /// <summary>Sections by anchor and title.</summary>
    public IEnumerable<SelectListItem> Sections { get; set; } = [];
}

/// <summary>Text made from Markdown, with room between its paragraphs.</summary>
public sealed class ReadingTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>Short links side by side, in as many columns as there is room for.</summary>
public sealed class LinkGridTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>A list and a drawing that says the same: beside one another where there is room, the list first.</summary>
public sealed class ListAndMapTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>A picture of a screen with its caption, never wider than the text.</summary>
public sealed class ScreenPictureTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Where it is.</summary>
    public string Src { get; set; } = "";

    /// <summary>What it shows, for who does not see it.</summary>
    public string Alternative { get; set; } = "";

    /// <summary>The sentence below it.</summary>
    public string Caption { get; set; } = "";

    /// <summary>Its width in pixels, so that the page keeps its place while it comes.</summary>
    public int Width { get; set; }

    /// <summary>Its height in pixels.</summary>
    public int Height { get; set; }
}

/// <summary>A question that folds its answer. It can be led to by <c>#anchor</c>.</summary>
public sealed class QuestionTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Its name in addresses.</summary>
    public string Anchor { get; set; } = "";

    /// <summary>The question.</summary>
    public string Title { get; set; } = "";

    /// <summary>Whether the answer is in sight from the start.</summary>
    public bool Open { get; set; }

    /// <summary>The page of this question alone; null leaves its link out.</summary>
    public string? Href { get; set => field = OrNull(value); }
}
