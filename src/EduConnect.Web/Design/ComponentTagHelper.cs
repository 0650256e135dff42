using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>
/// A component whose markup is a partial of <c>Design/Components</c> with the helper itself as its model. The helper collects what
/// the page says; the partial holds the markup, the class names and the French words.
/// </summary>
public abstract class ComponentTagHelper(IHtmlHelper html) : TagHelper
{
    /// <summary>The page around the component.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>What stands between the component's tags.</summary>
    [HtmlAttributeNotBound]
    public IHtmlContent Content { get; private set; } = HtmlString.Empty;

    /// <summary>Whether <see cref="Content"/> holds anything but white space.</summary>
    [HtmlAttributeNotBound]
    public bool HasContent { get; private set; }

    /// <summary>The attributes the component does not know, written as they are on its main element.</summary>
    [HtmlAttributeNotBound]
    public IHtmlContent OtherAttributes { get; private set; } = HtmlString.Empty;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Prepare(context);
        var content = await output.GetChildContentAsync();
        Content = content;
        HasContent = !content.IsEmptyOrWhiteSpace;
        OtherAttributes = Join(output.Attributes);
        output.TagName = null;
        output.Content.SetHtmlContent(await RenderAsync());
    }

    /// <summary>Runs before the children are rendered.</summary>
    protected virtual void Prepare(TagHelperContext context)
    {
    }

    /// <summary>An attribute written as <c>hint="@nothing"</c> reaches its property as an empty text: it means that there is none.</summary>
    protected static string? OrNull(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>The name of the partial: the class name without <c>TagHelper</c>.</summary>
    protected virtual string View => GetType().Name.Replace("TagHelper", "", StringComparison.Ordinal);

    private async Task<IHtmlContent> RenderAsync()
    {
        ((IViewContextAware)html).Contextualize(ViewContext);
        return await html.PartialAsync($"/Design/Components/{View}.cshtml", this);
    }

    private static HtmlContentBuilder Join(TagHelperAttributeList attributes)
    {
        var joined = new HtmlContentBuilder();
        foreach (var attribute in attributes)
        {
            joined.AppendHtml(" ").AppendHtml(attribute);
        }

        return joined;
    }
}
