using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>
/// The list of what is to correct, before the form; draws nothing while the model state is valid. It is written only when the whole
/// page is known, so its lines follow the order of the fields and lead to them. Its content is help shown under the list.
/// </summary>
public sealed class ErrorSummaryTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Replaces "Une information est à corriger".</summary>
    public string? Heading { get; set; }

    /// <summary>One sentence that stands for all messages, when the fields say what to do rather than what happened.</summary>
    public string? Message { get; set; }

    /// <summary>The form name of the field that <see cref="Message"/> leads to.</summary>
    public string? Target { get; set; }

    /// <summary>The lines, in the order of the fields.</summary>
    [HtmlAttributeNotBound]
    public IReadOnlyList<(string Text, string? Anchor)> Lines => Message is null ? AllLines() : [(Message, Order.Anchor(Target ?? ""))];

    private FieldOrder Order => FieldOrder.Of(ViewContext.HttpContext);

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ViewData.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        await base.ProcessAsync(context, output);
        output.Content.SetHtmlContent(new WhenPageIsKnown(html, ViewContext, this));
    }

    private List<(string Text, string? Anchor)> AllLines() =>
    [
        .. ViewContext.ViewData.ModelState
            .Where(entry => entry.Value is { Errors.Count: > 0 })
            .OrderBy(entry => Order.Rank(entry.Key))
            .Select(entry => (Text: entry.Value!.Errors[0].ErrorMessage, Anchor: Order.Anchor(entry.Key)))
            .Where(line => line.Text.Length > 0)
            .DistinctBy(line => line.Text),
    ];

    private sealed class WhenPageIsKnown(IHtmlHelper html, ViewContext view, ErrorSummaryTagHelper model) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, System.Text.Encodings.Web.HtmlEncoder encoder)
        {
            ((IViewContextAware)html).Contextualize(view);
            html.Partial("/Design/Components/ErrorSummary.cshtml", model).WriteTo(writer, encoder);
        }
    }
}
