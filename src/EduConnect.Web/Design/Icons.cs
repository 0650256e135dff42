using System.Collections.Frozen;
using Microsoft.AspNetCore.Html;

namespace EduConnect.Web.Design;

/// <summary>The drawings of <c>icons.txt</c>, one a line: name, then what stands inside the <c>svg</c> element (24 × 24, strokes).</summary>
public static class Icons
{
    private static readonly FrozenDictionary<string, string> Drawings = Load();

    /// <summary>The names that <c>icons.txt</c> knows.</summary>
    public static IEnumerable<string> Names => Drawings.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether there is a drawing of that name.</summary>
    public static bool Knows(string name) => Drawings.ContainsKey(name);

    /// <summary>An inline drawing in the colour of the text around it, hidden from assistive technology.</summary>
    /// <param name="name">A name of <c>icons.txt</c>; null or empty draws nothing.</param>
    /// <param name="size">Width and height in CSS pixels.</param>
    /// <exception cref="KeyNotFoundException">The name is unknown.</exception>
    public static IHtmlContent Draw(string? name, int size = 22) =>
        string.IsNullOrEmpty(name)
            ? HtmlString.Empty
            : new HtmlString(
                $"""<svg width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{Drawings[name]}</svg>""");

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(Icons).Assembly.GetManifestResourceStream("icons.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
