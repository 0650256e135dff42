using EduConnect.Core.Schools;

namespace EduConnect.Web.Help;

/// <summary>How a page draws the map of académies.</summary>
/// <param name="Map">the shapes</param>
/// <param name="Address">where an académie leads</param>
internal sealed record AcademieMapView(AcademieMap Map, Func<Academie, string> Address)
{
    /// <summary>How a link is named; the value a colour stands for belongs into it.</summary>
    public Func<Academie, string> Name { get; init; } = academie => academie.Name;

    /// <summary>Part of 100 that colours an académie, in quarters; null leaves it plain.</summary>
    public Func<Academie, double?> Percent { get; init; } = _ => null;

    /// <summary>Code of the académie shown; null when none is.</summary>
    public string? Chosen { get; init; }

    /// <summary>The class of its quarter.</summary>
    public string? Shade(Academie academie) => Percent(academie) is { } percent ? "shade-" + (char)('1' + Math.Clamp((int)(percent / 25), 0, 3)) : null;
}
