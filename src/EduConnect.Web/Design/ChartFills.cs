using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace EduConnect.Web.Design;

/// <summary>Colours and patterns of charts: the parts of one chart differ by pattern too, so that colour never speaks alone.</summary>
internal static class ChartFills
{
    // Size of the tile, colour, what is drawn on it in white.
    private static readonly Dictionary<string, (int Size, string Ink, string Drawing)> Tiles = new(StringComparer.Ordinal)
    {
        ["Activating"] = (5, "#b57a14", "<path d=\"M0 0H5M0 0V5\" stroke=\"#fff\" stroke-width=\"0.8\"/>"),
        ["Informed"] = (4, "#5b77b3", "<path d=\"M0 4L4 0\" stroke=\"#fff\" stroke-width=\"1\"/>"),
        ["NotInformed"] = (4, "#877e73", "<circle cx=\"2\" cy=\"2\" r=\"0.7\" fill=\"#fff\"/>"),
        ["SelfRegistration"] = (4, "#0e5159", "<path d=\"M0 0L4 4\" stroke=\"#fff\" stroke-width=\"1\"/>"),
        ["ProvisionalPassword"] = (5, "#7a2550", "<path d=\"M0 2H5\" stroke=\"#fff\" stroke-width=\"0.9\"/>"),
        ["Other"] = (5, "#57514a", "<circle cx=\"2.5\" cy=\"2.5\" r=\"1\" fill=\"#fff\"/>"),
    };

    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal) { ["Activated"] = "#3c8250", ["FranceConnect"] = "#2f4a7c" };

    /// <summary>Identifier of a chart, from its label: two charts of a page have different ones.</summary>
    public static string IdOf(string label) => "chart-" + (label.Aggregate(17u, (hash, sign) => unchecked((hash * 31) + sign)) % 100_000_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>What fills a part of a chart.</summary>
    public static string Of(string id, string part) => Plain.GetValueOrDefault(part) ?? $"url(#{id}-{part})";

    /// <summary>The patterns a chart refers to.</summary>
    public static IHtmlContent Patterns(string id) => new HtmlString("<defs>" + string.Concat(Tiles.Select(tile =>
        $"<pattern id=\"{id}-{tile.Key}\" width=\"{tile.Value.Size}\" height=\"{tile.Value.Size}\" patternUnits=\"userSpaceOnUse\"><rect width=\"{tile.Value.Size}\" height=\"{tile.Value.Size}\" fill=\"{tile.Value.Ink}\"/>{tile.Value.Drawing}</pattern>")) + "</defs>");
}
