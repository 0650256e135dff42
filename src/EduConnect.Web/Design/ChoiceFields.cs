using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>A question answered by Oui or Non, in two boxes side by side; posts <c>true</c> or <c>false</c>.</summary>
public sealed class YesNoTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    /// <summary>Whether one of the two answers is the one given.</summary>
    public bool IsChosen(string answer) => string.Equals(Value, answer, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected override string AnchorId => Id + "-true";
}

/// <summary>A choice of one among a few, each in its own box; holds <c>radio-option</c> elements.</summary>
public sealed class RadioGroupTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    /// <inheritdoc />
    protected override string AnchorId => Id + "-1";

    /// <inheritdoc />
    protected override void Prepare(TagHelperContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        base.Prepare(context);
        context.Items[typeof(RadioGroupTagHelper)] = this;
    }

    internal int Count { get; set; }
}

/// <summary>One answer of a <c>radio-group</c>; its content belongs to that answer and stands in its box.</summary>
public sealed class RadioOptionTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>What is posted.</summary>
    public string Value { get; set; } = "";

    /// <summary>The answer's words.</summary>
    public string Label { get; set; } = "";

    /// <summary>One sentence under them.</summary>
    public string? Hint { get; set => field = OrNull(value); }

    /// <summary>The group.</summary>
    [HtmlAttributeNotBound]
    public RadioGroupTagHelper Group { get; private set; } = null!;

    /// <summary>The control's identity: the group's, then the rank from 1.</summary>
    [HtmlAttributeNotBound]
    public string Id { get; private set; } = "";

    /// <summary>Whether it is the answer given.</summary>
    [HtmlAttributeNotBound]
    public bool Checked => string.Equals(Group.Value, Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected override void Prepare(TagHelperContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Group = (RadioGroupTagHelper)context.Items[typeof(RadioGroupTagHelper)];
        Id = $"{Group.Id}-{++Group.Count}";
    }
}

/// <summary>A birth date in three fields, for a <see cref="DateInput"/>.</summary>
public sealed class BirthDateTagHelper(IHtmlHelper html) : FieldTagHelper(html)
{
    /// <summary>Whether the date is the signed-in person's own: browsers may then fill it in.</summary>
    public bool Own { get; set; }

    /// <summary>Marks all three fields for an error that is told elsewhere on the page (a mismatch never says which date).</summary>
    public bool Marked { get; set; }

    /// <summary>The message of the <c>error-group</c> around it; null when there is none.</summary>
    [HtmlAttributeNotBound]
    public string? GroupErrorId { get; private set; }

    /// <inheritdoc />
    protected override string AnchorId => Id + "_Day";

    /// <summary>What was typed into one of the three.</summary>
    public string? Part(string part) =>
        ViewContext.ViewData.ModelState.TryGetValue($"{Name}.{part}", out var entry) && entry.AttemptedValue is { } typed
            ? typed
            : For.Model is DateInput date ? date.Part(part) : null;

    /// <inheritdoc />
    protected override void Prepare(TagHelperContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        base.Prepare(context);
        GroupErrorId = context.Items.TryGetValue(typeof(ErrorGroupTagHelper), out var group) ? ((ErrorGroupTagHelper)group).ErrorId : null;
        foreach (var part in DateInput.Parts)
        {
            FieldOrder.Of(ViewContext.HttpContext).Add($"{Name}.{part}", $"{Id}_{part}");
        }
    }

    /// <summary>Whether a part is to be marked: its own error, or one of the whole date.</summary>
    public bool IsWrong(string part)
    {
        var state = ViewContext.ViewData.ModelState;
        var own = state.TryGetValue($"{Name}.{part}", out var entry) && entry.Errors.Count > 0;
        var anyOwn = DateInput.Parts.Any(each => state.TryGetValue($"{Name}.{each}", out var other) && other.Errors.Count > 0);
        return own || (!anyOwn && (Marked || Error is not null));
    }

    /// <summary>The message of the date or of its first wrong part.</summary>
    [HtmlAttributeNotBound]
    public string? AnyError => Error ?? DateInput.Parts
        .Select(part => ViewContext.ViewData.ModelState.TryGetValue($"{Name}.{part}", out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null)
        .FirstOrDefault(message => message is not null);
}

/// <summary>
/// Fields that are wrong together, behind one bar with one message: birth dates of which at least one does not match. Without a
/// message it is only its content.
/// </summary>
public sealed class ErrorGroupTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>What to do; null while nothing is wrong.</summary>
    public string? Message { get; set => field = OrNull(value); }

    /// <summary>The message's identity; null without one.</summary>
    [HtmlAttributeNotBound]
    public string? ErrorId => Message is null ? null : "group-error";

    /// <inheritdoc />
    protected override void Prepare(TagHelperContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[typeof(ErrorGroupTagHelper)] = this;
    }
}
