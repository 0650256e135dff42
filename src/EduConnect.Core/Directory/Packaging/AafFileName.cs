using System.Globalization;
using System.Text.RegularExpressions;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Packaging;

/// <summary>Whether an export tells everything of its schools or what changed.</summary>
public enum ExportKind
{
    /// <summary>Everything about the schools it lists.</summary>
    Complet = 0,

    /// <summary>Additions, changes and removals.</summary>
    Delta = 1,
}

/// <summary>What the name of an export file says: <c>prefix_Complet|Delta_date_Entity_chunk.xml</c> (aaf-format §1.2).</summary>
/// <param name="Prefix">Free text before the kind.</param>
/// <param name="Kind">Complet unless the name says Delta.</param>
/// <param name="Date">Date of the export, when the name has one.</param>
/// <param name="Entity">Entity token, such as <c>PersRelEleve</c>.</param>
/// <param name="Chunk">Number of the chunk, normally from 0.</param>
public sealed partial record AafFileName(string Prefix, ExportKind Kind, DateOnly? Date, string Entity, int Chunk)
{
    /// <summary>Reads a name without its folder; null when it is not the name of an export.</summary>
    public static AafFileName? Parse(string name)
    {
        var match = Pattern().Match(name);
        return match.Success && int.TryParse(match.Groups["chunk"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var chunk)
            ? new(
                match.Groups["prefix"].Value,
                match.Groups["kind"].Value.Equals("Delta", StringComparison.OrdinalIgnoreCase) ? ExportKind.Delta : ExportKind.Complet,
                ParseDate(match.Groups["date"].Value),
                match.Groups["entity"].Value,
                chunk)
            : null;
    }

    /// <summary>Eight digits as a date; null when they are none.</summary>
    public static DateOnly? ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>The degree that a prefix, an archive or a folder name carries (<c>ENT2DVA-ENT16</c>, <c>educonnect1d</c>); null when it carries none.</summary>
    public static Degree? DegreeIn(string text)
    {
        var match = DegreeMark().Match(text);
        return match.Success ? DegreeCode.Parse(match.Groups[1].Value) : null;
    }

    /// <summary>The académie that a folder name carries (<c>13</c>, <c>ac-13</c>, <c>academie13</c>); null when it carries none.</summary>
    public static string? AcademieIn(string folder)
    {
        var match = AcademieMark().Match(folder);
        return match.Success ? AcademieCode.Parse(match.Groups[1].Value) : null;
    }

    [GeneratedRegex(@"^(?<prefix>.*?)_?(?<kind>Complet|Delta)_(?:(?<date>\d{8})_)?(?<entity>[A-Za-z][A-Za-z0-9]*)_(?<chunk>\d{1,6})\.xml$", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();

    [GeneratedRegex("(?:^|[^0-9])([12]D)(?:VA|V|$|[^A-Za-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex DegreeMark();

    [GeneratedRegex(@"^(?:ac(?:ad[e\u00e9]mie)?[-_ ]?)?0?(\d{2})$", RegexOptions.IgnoreCase)]
    private static partial Regex AcademieMark();
}
