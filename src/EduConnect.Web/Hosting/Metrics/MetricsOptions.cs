namespace EduConnect.Web.Hosting.Metrics;

/// <summary>Section <c>Metrics</c> of the settings.</summary>
public sealed class MetricsOptions
{
    /// <summary>Fewest signs of a key.</summary>
    public const int ShortestKey = 32;

    /// <summary>What a collector sends as <c>Authorization: Bearer</c>; empty: there is no <c>/metrics</c>.</summary>
    public string Key { get; set; } = string.Empty;
}
