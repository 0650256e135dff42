using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>A component that asks for one value of the page's model: name, identity, value kept after an error, messages.</summary>
public abstract class FieldTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The property asked for.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>The field's label.</summary>
    public string Label { get; set; } = "";

    /// <summary>One sentence that helps to fill the field in; always in sight, never a placeholder.</summary>
    public string? Hint { get; set => field = OrNull(value); }

    /// <summary>The form name.</summary>
    [HtmlAttributeNotBound]
    public string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    /// <summary>The element's identity.</summary>
    [HtmlAttributeNotBound]
    public string Id => TagBuilder.CreateSanitizedId(Name, "_");

    /// <summary>What was typed, or else the model's value.</summary>
    [HtmlAttributeNotBound]
    public string? Value => Entry?.AttemptedValue ?? For.Model?.ToString();

    /// <summary>The first message for this field; null when all is well.</summary>
    [HtmlAttributeNotBound]
    public string? Error => Entry?.Errors.FirstOrDefault()?.ErrorMessage;

    /// <summary>The ids of hint and message, for <c>aria-describedby</c>; null when there is neither.</summary>
    [HtmlAttributeNotBound]
    public string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (not null, null) => HintId,
        (null, not null) => ErrorId,
        _ => $"{HintId} {ErrorId}",
    };

    /// <summary>The hint's identity.</summary>
    [HtmlAttributeNotBound]
    public string HintId => Id + "-hint";

    /// <summary>The message's identity.</summary>
    [HtmlAttributeNotBound]
    public string ErrorId => Id + "-error";

    /// <summary>Where the error summary leads: the first control of the field.</summary>
    protected virtual string AnchorId => Id;

    private ModelStateEntry? Entry =>
        ViewContext.ViewData.ModelState.TryGetValue(Name, out var entry) ? entry : null;

    /// <inheritdoc />
    protected override void Prepare(TagHelperContext context) =>
        FieldOrder.Of(ViewContext.HttpContext).Add(Name, AnchorId);
}
