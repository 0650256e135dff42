using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace EduConnect.Web.Design;

/// <summary>
/// The progress of long work: heading with its figures, bar, percentage. While <see cref="Running"/> a script may refresh it;
/// without scripts the content's "Actualiser" does. Its content stands under the bar.
/// </summary>
public sealed class JobProgressTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>The block's identity, the same on every refresh.</summary>
    public string Id { get; set; } = "job";

    /// <summary>The sentence with the figures: "1 264 comptes traités sur 2 000".</summary>
    public string Title { get; set; } = "";

    /// <summary>Units done.</summary>
    public long Done { get; set; }

    /// <summary>Units in all.</summary>
    public long Total { get; set; }

    /// <summary>Whether more is to come.</summary>
    public bool Running { get; set; }

    /// <summary>Share done, 0 to 100.</summary>
    [HtmlAttributeNotBound]
    public double Percent => Total <= 0 ? 0 : Math.Min(100, 100.0 * Done / Total);
}

/// <summary>One part of a <c>doughnut</c>.</summary>
/// <param name="State">The account state, or the path of activation, whose colour and pattern it takes.</param>
/// <param name="Label">Its words in the list.</param>
/// <param name="Count">How many.</param>
/// <param name="Href">The list behind the figure; null where there is none.</param>
public sealed record ChartPart(string State, string Label, int Count, string? Href = null);

/// <summary>A doughnut beside the table of its figures; the drawing is one sentence for screen readers.</summary>
public sealed class DoughnutTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    private const double Radius = 40;

    /// <summary>The sentence that stands for the drawing, and the table's name.</summary>
    public string Label { get; set; } = "";

    /// <summary>What the first column holds.</summary>
    public string Head { get; set; } = "";

    /// <summary>The word under the percentage in the middle; without it the middle is empty.</summary>
    public string? Middle { get; set => field = OrNull(value); }

    /// <summary>The parts, the one whose percentage stands in the middle first.</summary>
    public IReadOnlyList<ChartPart> Parts { get; set; } = [];

    /// <summary>The sum of the parts.</summary>
    [HtmlAttributeNotBound]
    public int Total => Parts.Sum(part => part.Count);

    /// <summary>A part's share in French, at most two decimals.</summary>
    public string Share(int count) => FrenchFigures.Percent(count, Total);

    /// <summary>The arcs: state, and start and length as SVG dash figures on a circle of circumference 100.</summary>
    [HtmlAttributeNotBound]
    public IEnumerable<(string State, string Path)> Arcs
    {
        get
        {
            var start = 0.0;
            foreach (var part in Parts.Where(part => part.Count > 0))
            {
                var end = start + ((double)part.Count / Total);
                yield return (part.State, Arc(start, end));
                start = end;
            }
        }
    }

    private static string Arc(double start, double end)
    {
        // A full turn has no two ends: it is drawn as all but a hair of it.
        end = Math.Min(end, start + 0.99999);
        var large = end - start > 0.5 ? 1 : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"M{X(start):0.###} {Y(start):0.###}A{Radius} {Radius} 0 {large} 1 {X(end):0.###} {Y(end):0.###}");
    }

    private static double X(double turn) => 60 + (Radius * Math.Sin(2 * Math.PI * turn));

    private static double Y(double turn) => 60 - (Radius * Math.Cos(2 * Math.PI * turn));
}
