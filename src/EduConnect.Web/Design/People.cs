using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>An account's state: a circle that fills up, the words, a tint.</summary>
public sealed class StateChipTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The state's name in the model: <c>NotInformed</c>, <c>Informed</c>, <c>Activating</c>, <c>Activated</c>.</summary>
    public string State { get; set; } = "";
}

/// <summary>A mark beside the state, leading to its explanation when it has an address.</summary>
public sealed class MarkerTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary><c>Compromised</c>, <c>MailInError</c>, <c>TieReported</c>, <c>DateReported</c> or <c>NewUsernameRequested</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The page or the part of it that explains the mark.</summary>
    public string? Href { get; set => field = OrNull(value); }

    /// <summary>The drawing.</summary>
    [HtmlAttributeNotBound]
    public string Drawing => Kind switch
    {
        "Compromised" => "shield",
        "MailInError" => "mail-error",
        "TieReported" => "flag",
        "DateReported" => "calendar",
        _ => "clock",
    };
}

/// <summary>A person in one line: initials in a disc, name, then the content in small print.</summary>
public sealed class PersonTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The name as shown.</summary>
    public string Name { get; set; } = "";

    /// <summary>The rank on the page; discs take turns at three tints.</summary>
    public int Rank { get; set; }

    /// <summary>The heading's level, 2 or 3; zero makes it no heading.</summary>
    public int Level { get; set; } = 2;

    /// <summary>One or two initials, from the first two words of the name.</summary>
    [HtmlAttributeNotBound]
    public string Initials => InitialsOf(Name);

    internal static string InitialsOf(string name) => string.Concat(name
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => !word.EndsWith('.'))
        .Take(2)
        .Select(word => StringInfo.GetNextTextElement(word)));
}

/// <summary>A username, code or source id in the fixed-width letters that tell 0 from O.</summary>
/// <remarks>Without a view of its own: the end of a view's last line would stand before the comma that follows.</remarks>
public sealed class MonoTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.Attributes.SetAttribute("class", "mono");
    }
}

/// <summary>A provisional password or code: large, in groups of four by a margin (a copy holds no space), spelled for screen readers.</summary>
public sealed class SecretTextTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The signs, without spaces.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether it stands in a table or list rather than alone.</summary>
    public bool Small { get; set; }

    /// <summary>Groups of four.</summary>
    [HtmlAttributeNotBound]
    public IEnumerable<string> Groups => Value.Chunk(4).Select(group => new string(group));

    /// <summary>The signs one by one.</summary>
    [HtmlAttributeNotBound]
    public string Spelled => string.Join(", ", Value.AsEnumerable());
}

/// <summary>Terms and values in two columns; holds <c>summary-row</c> elements.</summary>
public sealed class SummaryListTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>One line of a <c>summary-list</c>.</summary>
public sealed class SummaryRowTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The term.</summary>
    public string Label { get; set; } = "";
}

/// <summary>The two large cards of the choice of a profile; holds <c>choice-tile</c> elements.</summary>
public sealed class ChoiceTilesTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>One large card that is a whole link or, without <c>href</c>, a submit button.</summary>
public sealed class ChoiceTileTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Where it leads; null makes a submit button that keeps its other attributes.</summary>
    public string? Href { get; set => field = OrNull(value); }

    /// <summary>The large words.</summary>
    public string Title { get; set; } = "";

    /// <summary>The small words.</summary>
    public string? Text { get; set => field = OrNull(value); }

    /// <summary>The drawing in its disc.</summary>
    public string Icon { get; set; } = "";

    /// <summary>The rank, for the disc's tint.</summary>
    public int Rank { get; set; }
}

/// <summary>Services as rows of a card; holds <c>service-row</c> elements.</summary>
public sealed class ServiceRowsTagHelper(IHtmlHelper html) : ComponentTagHelper(html);

/// <summary>One service, the whole row being its link.</summary>
public sealed class ServiceRowTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Where it leads.</summary>
    public string Href { get; set; } = "";

    /// <summary>The drawing before its name.</summary>
    public string? Icon { get; set => field = OrNull(value); }

    /// <summary>The service's name.</summary>
    public string Title { get; set; } = "";

    /// <summary>A few words under it.</summary>
    public string? Text { get; set => field = OrNull(value); }
}
