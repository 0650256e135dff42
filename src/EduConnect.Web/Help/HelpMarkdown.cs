using EduConnect.Web.Design;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace EduConnect.Web.Help;

/// <summary>
/// Markdown of help texts as HTML: nothing written as HTML passes, links lead only to this site, to web pages, mail addresses and
/// telephone numbers, and headings begin at level 3, under those of the page.
/// </summary>
internal static class HelpMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    public static HtmlString ToHtml(string markdown)
    {
        var document = Markdown.Parse(FrenchSpacing.Spaced(markdown), Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(6, heading.Level + 2);
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Tame(link);
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsAllowed(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return new HtmlString(document.ToHtml(Pipeline));
    }

    private static void Tame(LinkInline link)
    {
        if (link.IsImage || !IsAllowed(link.Url))
        {
            link.ReplaceBy(new LiteralInline(string.Concat(link.Descendants<LiteralInline>().Select(text => text.Content.ToString()))), copyChildren: false);
        }
        else if (!link.Url!.StartsWith('/'))
        {
            link.GetAttributes().AddPropertyIfNotExist("rel", "noreferrer");
        }
    }

    private static bool IsAllowed(string? url) =>
        url is not null && (IsHere(url) || (Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http" or "mailto" or "tel")));

    private static bool IsHere(string url) => url.Length > 0 && url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal);
}
