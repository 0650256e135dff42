using EduConnect.Core.Schools;

namespace EduConnect.Web.Help;

/// <summary>How a page draws the map of académies.</summary>
/// <param name="Map">the shapes</param>
/// <param name="Address">where an académie leads</param>
internal sealed record AcademieMapView(AcademieMap Map, Func<Academie, string> Address)
{
    /// <summary>How a link is named; the value a colour stands for belongs into it.</summary>
    public Func<Academie, string> Name { get; init; } = academie => academie.Name;

    /// <summary>Part of 100 that colours an académie, in quarters, or null where there is nothing to take a part of; without it the map is plain.</summary>
    public Func<Academie, double?>? Percent { get; init; }

    /// <summary>Code of the académie shown; null when none is.</summary>
    public string? Chosen { get; init; }

    /// <summary>The class of its quarter, 1 to 4, or 0 for none; null on a plain map.</summary>
    public string? Shade(Academie academie) => Percent is null ? null : "shade-" + (Percent(academie) is { } percent ? (char)('1' + Math.Clamp((int)(percent / 25), 0, 3)) : '0');
}
