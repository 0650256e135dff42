using System.Collections.Frozen;
using EduConnect.Core.Schools;
using Microsoft.AspNetCore.Html;

namespace EduConnect.Web.Help;

/// <summary>
/// The mainland's académies as shapes of their départements. The geometry is made by the build (<c>Styles/map.mjs</c>); shapes are drawn
/// one by one, since each path begins with a relative move.
/// </summary>
public sealed class AcademieMap
{
    private readonly FrozenDictionary<string, Shape> _shapes;

    /// <summary>Reads the geometry once.</summary>
    public AcademieMap()
    {
        using var reader = new StreamReader(typeof(AcademieMap).Assembly.GetManifestResourceStream("asset:departements.txt")
            ?? throw new InvalidOperationException("The geometry of the map is missing from the build."));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (Width, Height) = lines[0].Split(' ') is [var width, var height] ? (int.Parse(width, System.Globalization.CultureInfo.InvariantCulture), int.Parse(height, System.Globalization.CultureInfo.InvariantCulture)) : (0, 0);
        _shapes = lines.Skip(1).Select(line => line.Split(' ', 3)).ToFrozenDictionary(parts => parts[0], parts => Shape.Read(parts[1], parts[2]), StringComparer.Ordinal);
    }

    /// <summary>Width of the drawing in its own units.</summary>
    public int Width { get; }

    /// <summary>Height of the drawing in its own units.</summary>
    public int Height { get; }

    /// <summary>The académies that have shapes.</summary>
    public static IEnumerable<Academie> Academies => Core.Schools.Academies.All.Where(academie => !academie.IsOverseas);

    /// <summary>The three of Île-de-France, too small to be hit on the map: shown again, larger, in a box.</summary>
    public static IEnumerable<Academie> Crowded => Academies.Where(academie => academie.Code is "01" or "24" or "25");

    /// <summary>The view that holds <see cref="Crowded"/>: left, top, width, height.</summary>
    public string CrowdedView
    {
        get
        {
            var shapes = Crowded.SelectMany(academie => academie.Departements).Select(departement => _shapes[departement]).ToList();
            var (left, top) = (shapes.Min(shape => shape.Left), shapes.Min(shape => shape.Top));
            return $"{left} {top} {shapes.Max(shape => shape.Right) - left} {shapes.Max(shape => shape.Bottom) - top}";
        }
    }

    /// <summary>The paths of an académie.</summary>
    public IHtmlContent Paths(Academie academie)
    {
        ArgumentNullException.ThrowIfNull(academie);
        return new HtmlString(string.Concat(academie.Departements.Select(departement => $"<path d=\"{_shapes[departement].Path}\"/>")));
    }

    private sealed record Shape(int Left, int Top, int Right, int Bottom, string Path)
    {
        public static Shape Read(string box, string path)
        {
            var edges = box.Split(',').Select(edge => int.Parse(edge, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            return new Shape(edges[0], edges[1], edges[2], edges[3], path);
        }
    }
}
