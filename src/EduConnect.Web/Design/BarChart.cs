using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace EduConnect.Web.Design;

/// <summary>One bar of a <c>bar-chart</c>: its words, and its parts from left to right.</summary>
public sealed record ChartBar(string Label, IReadOnlyList<ChartPart> Parts)
{
    /// <summary>The sum of its parts.</summary>
    public int Total => Parts.Sum(part => part.Count);
}

/// <summary>Bars under each other, as long as what they count, cut into the states of accounts; the page has the table of their figures beside it.</summary>
public sealed class BarChartTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Length of the longest bar in the units of the drawing.</summary>
    public const int Length = 460;

    /// <summary>Height of a bar and the space under it.</summary>
    public const int Step = 30;

    /// <summary>The sentence that stands for the drawing.</summary>
    public string Label { get; set; } = "";

    /// <summary>The bars.</summary>
    public IReadOnlyList<ChartBar> Bars { get; set; } = [];

    /// <summary>Parts of a bar as drawn: which fill, from where, how long.</summary>
    public IEnumerable<(string State, string X, string Width)> Drawn(ChartBar bar)
    {
        ArgumentNullException.ThrowIfNull(bar);
        var longest = Math.Max(1, Bars.Max(one => one.Total));
        var start = 0.0;
        foreach (var part in bar.Parts.Where(part => part.Count > 0))
        {
            var width = 1.0 * Length * part.Count / longest;
            yield return (part.State, start.ToString("0.##", CultureInfo.InvariantCulture), width.ToString("0.##", CultureInfo.InvariantCulture));
            start += width;
        }
    }
}
