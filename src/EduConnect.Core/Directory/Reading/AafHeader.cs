using System.Globalization;
using System.Text.RegularExpressions;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Reading;

/// <summary>
/// What the comments under the root say of a file; each is null when absent. Exports of 2013 state their version only, those of 2024
/// académie, degree and date too.
/// </summary>
public sealed partial record AafHeader
{
    /// <summary><c>versionAF</c>, such as <c>AAF-VE2407</c>.</summary>
    public string? Version { get; private set; }

    /// <summary><c>codeAcademieExport</c> on two digits.</summary>
    public string? Academie { get; private set; }

    /// <summary><c>degre</c>.</summary>
    public Degree? Degree { get; private set; }

    /// <summary><c>dateGenerationExport</c>.</summary>
    public DateOnly? Date { get; private set; }

    /// <summary>Takes in one comment; comments that say something else are ignored.</summary>
    internal void Accept(string comment)
    {
        foreach (Match match in Statement().Matches(comment))
        {
            Accept(match.Groups[1].Value, match.Groups[2].Value.Trim());
        }
    }

    private void Accept(string name, string value)
    {
        switch (name.ToUpperInvariant())
        {
            case "VERSIONAF":
                Version = value;
                break;
            case "CODEACADEMIEEXPORT":
                Academie = AcademieCode.Parse(value);
                break;
            case "DEGRE":
                Degree = DegreeCode.Parse(value);
                break;
            case "DATEGENERATIONEXPORT" when DateOnly.TryParseExact(value, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date):
                Date = date;
                break;
        }
    }

    [GeneratedRegex("""(\w+)\s*=\s*["']([^"']{0,200})["']""")]
    private static partial Regex Statement();
}
