namespace EduConnect.Bench;

/// <summary>One line of the output: a ratio of ours to a reference measured beside it, in the same run.</summary>
/// <param name="Name">Name of the figure.</param>
/// <param name="Ratio">Median of the ratios of the interleaved runs.</param>
/// <param name="Ours">Median of our measure, in <paramref name="Unit"/>.</param>
/// <param name="Reference">Median of the reference, in <paramref name="Unit"/>.</param>
/// <param name="Unit">What was counted.</param>
/// <param name="Runs">The ratio of each run.</param>
/// <param name="Value">An absolute figure where there is one beside the ratio.</param>
/// <param name="Against">What the reference is, when a benchmark has several.</param>
internal sealed record Figure(string Name, double Ratio, double Ours, double Reference, string Unit, IReadOnlyList<double> Runs, double? Value = null, string? Against = null)
{
    /// <summary>A figure from pairs measured one after the other.</summary>
    public static Figure FromPairs(string name, string unit, IReadOnlyList<(double Ours, double Reference)> pairs, double? value = null, string? against = null)
    {
        var ratios = pairs.Select(pair => Math.Round(pair.Ours / pair.Reference, 4)).ToList();
        return new Figure(name, Median(ratios), Median(pairs.Select(pair => pair.Ours)), Median(pairs.Select(pair => pair.Reference)), unit, ratios, value, against);
    }

    /// <summary>The middle value.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return Math.Round(sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, 4);
    }
}
