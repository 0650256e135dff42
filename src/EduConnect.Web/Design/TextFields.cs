using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>A field of one line.</summary>
public sealed class TextFieldTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    /// <summary>The HTML type: <c>text</c>, <c>email</c>, <c>tel</c>, <c>search</c>.</summary>
    public string Type { get; set; } = "text";

    /// <summary>The width: <c>full</c>, <c>medium</c>, <c>short</c>, or <c>code</c> for digits read from a telephone.</summary>
    public string Width { get; set; } = "full";

    /// <summary>Where help for this field is found, beside its label.</summary>
    public string? HelpHref { get; set => field = OrNull(value); }

    /// <summary>The words of that link.</summary>
    public string? HelpText { get; set => field = OrNull(value); }
}

/// <summary>A field of several lines.</summary>
public sealed class TextAreaTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    /// <summary>Lines in sight.</summary>
    public int Rows { get; set; } = 5;
}

/// <summary>The field of a username: no capital, no correction, known to password managers. Its label and hint are given.</summary>
public sealed class UsernameFieldTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    /// <summary>Where a forgotten username is found; null leaves the link out.</summary>
    public string? ForgottenHref { get; set => field = OrNull(value); }
}

/// <summary>A password, never written back to the page, with a button that shows it where scripts run.</summary>
public sealed class PasswordFieldTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    /// <summary>Whether a password is being chosen (<c>new-password</c>) rather than given.</summary>
    public bool New { get; set; }

    /// <summary>Whether an indication of strength follows what is typed.</summary>
    public bool Strength { get; set; }

    /// <summary>Where a forgotten password is replaced; null leaves the link out.</summary>
    public string? ForgottenHref { get; set => field = OrNull(value); }
}

/// <summary>A choice among many in one line.</summary>
public sealed class SelectFieldTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    /// <summary>What can be chosen.</summary>
    public IEnumerable<SelectListItem> Options { get; set; } = [];

    /// <summary>The words of an empty first choice; null leaves it out.</summary>
    public string? Empty { get; set => field = OrNull(value); }

    /// <summary>Whether a value is the one chosen.</summary>
    public bool IsChosen(SelectListItem option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return string.Equals(option.Value ?? option.Text, Value, StringComparison.Ordinal);
    }
}

/// <summary>One box to tick; an unticked one sends <c>false</c>. Its content stands below, inside its frame.</summary>
public sealed class CheckBoxTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    /// <summary>Whether the box stands in a frame, as a warning: for what has grave effects.</summary>
    public bool Grave { get; set; }

    /// <summary>Whether it is ticked.</summary>
    [HtmlAttributeNotBound]
    public bool Checked => Value is not null && Value.Contains("true", StringComparison.OrdinalIgnoreCase);
}
