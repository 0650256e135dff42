using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace EduConnect.Web.Design;

/// <summary>One line of a <c>line-chart</c>.</summary>
/// <param name="Name">Its words in the legend.</param>
/// <param name="Dashed">Whether it is the one compared with.</param>
/// <param name="Points">From left to right: place between 0 and 1, percentage between 0 and 100. A gap wider than <see cref="LineChartTagHelper.Widest"/> is left open.</param>
public sealed record ChartLine(string Name, bool Dashed, IReadOnlyList<(double Place, double Percent)> Points);

/// <summary>Percentages over time; the drawing is one sentence for screen readers, and the page has the table of its figures beside it.</summary>
public sealed class LineChartTagHelper(IHtmlHelper html) : ComponentTagHelper(html)
{
    /// <summary>Widest gap between two points that is drawn through, as a part of the whole width: about a month of a year.</summary>
    public const double Widest = 0.09;

    /// <summary>Width of the plot in the units of the drawing.</summary>
    public const int PlotWidth = 640;

    /// <summary>Height of the plot in the units of the drawing.</summary>
    public const int PlotHeight = 200;

    /// <summary>The sentence that stands for the drawing.</summary>
    public string Label { get; set; } = "";

    /// <summary>The lines.</summary>
    public IReadOnlyList<ChartLine> Lines { get; set; } = [];

    /// <summary>Words under the axis, in the middle of equal parts of it: months.</summary>
    public IReadOnlyList<string> Ticks { get; set; } = [];

    /// <summary>The drawing of a line; a point that stands alone is a short dash.</summary>
    public static string PathOf(ChartLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var path = new System.Text.StringBuilder();
        double? last = null;
        foreach (var (place, percent) in line.Points)
        {
            var isNew = last is null || place - last > Widest;
            path.Append(CultureInfo.InvariantCulture, $"{(isNew ? 'M' : 'L')}{PlotWidth * place:0.#} {PlotHeight - (PlotHeight * percent / 100):0.#}").Append(isNew ? "h0.1" : string.Empty);
            last = place;
        }

        return path.ToString();
    }
}
