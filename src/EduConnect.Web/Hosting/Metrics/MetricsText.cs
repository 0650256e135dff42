using System.Globalization;
using System.Text;

namespace EduConnect.Web.Hosting.Metrics;

/// <summary>Writes the text format of Prometheus, version 0.0.4.</summary>
internal sealed class MetricsText
{
    /// <summary>Type of the answer.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a metric.</summary>
    public void Head(string name, string type) => _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <summary>One value.</summary>
    /// <param name="name">name of the metric</param>
    /// <param name="labels">as <see cref="Label"/> makes them, joined by commas; empty for none</param>
    /// <param name="value">the value</param>
    public void Line(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>A metric of one value that goes up and down.</summary>
    public void Gauge(string name, double value)
    {
        Head(name, "gauge");
        Line(name, string.Empty, value);
    }

    /// <summary>A label and its value, escaped.</summary>
    public static string Label(string name, string value) =>
        $"{name}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    /// <summary>The labels of some tags.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>();
        foreach (var (name, value) in tags)
        {
            labels.Add(Label(name, value?.ToString() ?? string.Empty));
        }

        return string.Join(',', labels);
    }

    /// <summary>A number as every reader understands it.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();
}
