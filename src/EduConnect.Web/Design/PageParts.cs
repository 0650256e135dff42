using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>The head of a page: way back, step, the only h1, lead. Names the browser's tab too. Its content follows the lead's words.</summary>
public sealed class PageHeadTagHelper(IHtmlHelper html, PageFrame frame) : ComponentTagHelper(html)
{
    /// <summary>The h1, and the tab's title.</summary>
    public string Title { get; set; } = "";

    /// <summary>One or two sentences under it.</summary>
    public string? Lead { get; set => field = OrNull(value); }

    /// <summary>Where the link above the title leads back to; null leaves it out.</summary>
    public string? BackHref { get; set => field = OrNull(value); }

    /// <summary>The words of that link.</summary>
    public string? BackText { get; set => field = OrNull(value); }

    /// <summary>The step shown, from 1; zero where there are no steps.</summary>
    public int Step { get; set; }

    /// <summary>The number of steps.</summary>
    public int Steps { get; set; }

    /// <summary>Whether the words stand in the middle (the choice of a profile).</summary>
    public bool Centered { get; set; }

    /// <summary>Whether the title is a person's name: their initials stand before it, the content (state, marks) beside it.</summary>
    public bool Person { get; set; }

    /// <summary>One or two initials of the title.</summary>
    [HtmlAttributeNotBound]
    public string Initials => PersonTagHelper.InitialsOf(Title);

    /// <inheritdoc />
    protected override void Prepare(TagHelperContext context) => frame.Title = Title;
}

/// <summary>A white card; with a title it begins with an h2 and, if wanted, an icon.</summary>
public sealed class CardTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The card's heading.</summary>
    public string? Title { get; set => field = OrNull(value); }

    /// <summary>A drawing before the heading.</summary>
    public string? Icon { get; set => field = OrNull(value); }

    /// <summary>The frame: <c>error</c> for compromised accounts, <c>alert</c> for what waits to be handled, else plain.</summary>
    public string? Tone { get; set => field = OrNull(value); }
}

/// <summary>What opens and closes under its title, without scripts; inside a card it is a part of the card.</summary>
public sealed class FoldTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The words that open it.</summary>
    public string Title { get; set; } = "";

    /// <summary>Whether it is open at first.</summary>
    public bool Open { get; set; }
}

/// <summary>One of the four messages of the pages: <c>note</c>, <c>success</c>, <c>warning</c>, <c>failure</c>.</summary>
public sealed class MessageTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Which of the four.</summary>
    public string Kind { get; set; } = "note";

    /// <summary>A first sentence in bold.</summary>
    public string? Title { get; set => field = OrNull(value); }

    /// <summary>A drawing other than the kind's own.</summary>
    public string? Icon { get; set => field = OrNull(value); }

    /// <summary>Whether it has a frame: the one result the page was opened for.</summary>
    public bool Framed { get; set; }

    /// <summary>Whether it is the outcome of what was just done: it is then spoken, and takes the focus on load.</summary>
    public bool Outcome { get; set; }

    /// <summary>The drawing.</summary>
    [HtmlAttributeNotBound]
    public string Drawing => Icon ?? Kind switch
    {
        "success" => "check",
        "warning" or "failure" => "warning",
        _ => "info",
    };
}

/// <summary>A button (or, with <c>href</c>, a link that looks like one). Unknown attributes such as <c>name</c> are kept.</summary>
public sealed class ActionButtonTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary><c>main</c> (one a page), <c>second</c>, <c>danger</c>.</summary>
    public string Kind { get; set; } = "main";

    /// <summary>A drawing before the words.</summary>
    public string? Icon { get; set => field = OrNull(value); }

    /// <summary>Where a link leads; null makes a submit button.</summary>
    public string? Href { get; set => field = OrNull(value); }

    /// <summary>Whether it takes the whole width.</summary>
    public bool Wide { get; set; }
}

/// <summary>A row of buttons.</summary>
public sealed class ActionsTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>A link with a drawing before its words, 44 px high; without <c>href</c> a submit button that looks so.</summary>
public sealed class WayTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Where it leads; null makes a submit button.</summary>
    public string? Href { get; set => field = OrNull(value); }

    /// <summary>A drawing before the words.</summary>
    public string? Icon { get; set => field = OrNull(value); }

    /// <summary>Whether it opens another site, said by a drawing and in words.</summary>
    public bool External { get; set; }
}

/// <summary>The other ways out below a form: a list of <c>way</c>, each in an <c>li</c>.</summary>
public sealed class WaysTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>A line across with "ou" in its middle.</summary>
public sealed class OrLineTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>Links between the pages of one place (Mon compte); holds <c>a</c> elements, the current one with <c>aria-current="page"</c>.</summary>
public sealed class SubNavTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The landmark's name.</summary>
    public string Label { get; set; } = "";
}

/// <summary>A drawing of <c>icons.txt</c>.</summary>
public sealed class IconTagHelper : TagHelper
{
    /// <summary>The drawing's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Width and height in CSS pixels.</summary>
    public int Size { get; set; } = 22;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Draw(Name, Size));
    }
}

/// <summary>Cards side by side where there is room; one column on narrow screens.</summary>
public sealed class ColumnsTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Two or three.</summary>
    public int Count { get; set; } = 2;
}

/// <summary>Every form leaves the checks to the server: a browser's own bubbles speak its language, vanish, and name no next step.</summary>
[HtmlTargetElement("form")]
public sealed class FormChecksTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate"));
    }
}
