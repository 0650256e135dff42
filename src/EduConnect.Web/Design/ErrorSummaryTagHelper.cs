using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>
/// The list of what is to correct, before the form; draws nothing while the model state is valid. It is written only when the whole
/// page is known, so its lines follow the order of the fields and lead to them. Its content is help shown under the list.
/// </summary>
public sealed class ErrorSummaryTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Replaces "Une information est à corriger".</summary>
    public string? Heading { get; set => field = OrNull(value); }

    /// <summary>One sentence that stands for all messages, when the fields say what to do rather than what happened.</summary>
    public string? Message { get; set => field = OrNull(value); }

    /// <summary>The form name of the field that <see cref="Message"/> leads to.</summary>
    public string? Target { get; set => field = OrNull(value); }

    /// <summary>How many things are to correct.</summary>
    [HtmlAttributeNotBound]
    public int Count => Message is null ? Failures().Count() : 1;

    /// <summary>The items of the list, in the order of the fields.</summary>
    [HtmlAttributeNotBound]
    public IHtmlContent Items => new WhenPageIsKnown(this);

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (ViewContext.ViewData.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        await base.ProcessAsync(context, output);
    }

    private IEnumerable<(string Field, string Text)> Failures() =>
        ViewContext.ViewData.ModelState
            .Where(entry => entry.Value is { Errors.Count: > 0 })
            .Select(entry => (Field: entry.Key, Text: entry.Value!.Errors[0].ErrorMessage))
            .Where(failure => failure.Text.Length > 0);

    private sealed class WhenPageIsKnown(ErrorSummaryTagHelper summary) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            var order = FieldOrder.Of(summary.ViewContext.HttpContext);
            var failures = summary.Message is { } message ? [(Field: summary.Target ?? "", Text: message)] : summary.Failures();
            foreach (var (field, text) in failures.OrderBy(failure => order.Rank(failure.Field)))
            {
                var item = new TagBuilder("li");
                if (order.Anchor(field) is { } anchor)
                {
                    var link = new TagBuilder("a") { Attributes = { ["href"] = "#" + anchor } };
                    link.InnerHtml.Append(text);
                    item.InnerHtml.AppendHtml(link);
                }
                else
                {
                    item.InnerHtml.Append(text);
                }

                item.WriteTo(writer, encoder);
            }
        }
    }
}
