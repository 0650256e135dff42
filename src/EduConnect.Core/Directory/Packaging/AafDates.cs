using System.Text.RegularExpressions;

namespace EduConnect.Core.Directory.Packaging;

/// <summary>Dates in the names of archives and folders (<c>ENT2D.20260824.tgz</c>).</summary>
internal static partial class AafDates
{
    /// <summary>The first eight digits that are a date; null when there are none.</summary>
    public static DateOnly? In(string name)
    {
        var match = Digits().Match(name);
        return match.Success ? AafFileName.ParseDate(match.Value) : null;
    }

    [GeneratedRegex(@"(?<!\d)20\d{6}(?!\d)")]
    private static partial Regex Digits();
}
