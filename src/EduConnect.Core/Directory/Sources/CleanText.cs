using System.Globalization;
using System.Text.RegularExpressions;

namespace EduConnect.Core.Directory.Sources;

/// <summary>Tidies what sources write, without changing what it says: blanks, dates, civilities, national numbers.</summary>
internal static partial class CleanText
{
    /// <summary>Longest name kept; longer ones are cut.</summary>
    public const int LongestName = 100;

    /// <summary>Trimmed, control characters and runs of blanks replaced by one blank, cut at <paramref name="most"/>.</summary>
    public static string Tidy(string text, int most = LongestName)
    {
        var tidy = text.AsSpan().IndexOfAny(Suspects) < 0 && !text.Contains("  ", StringComparison.Ordinal) ? text : Blanks().Replace(text, " ");
        tidy = tidy.Trim();
        return tidy.Length <= most ? tidy : tidy[..(char.IsHighSurrogate(tidy[most - 1]) ? most - 1 : most)].TrimEnd();
    }

    /// <summary><c>dd/MM/yyyy</c>, between 1900 and 2100; null otherwise.</summary>
    public static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text.Trim(), "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and <= 2100
            ? date
            : null;

    /// <summary>11 letters or digits in upper case; null otherwise. There is no check sum to trust.</summary>
    public static string? Ine(string text)
    {
        var ine = text.Trim().ToUpperInvariant();
        return ine.Length == 11 && !ine.AsSpan().ContainsAnyExcept(InePattern) && ine.AsSpan().IndexOfAnyExcept('0') >= 0 ? ine : null;
    }

    /// <summary><c>M.</c>, <c>Mme</c> or empty, whatever the year and the case it was written in.</summary>
    public static string Civility(string text) => text.Trim().TrimEnd('.').ToUpperInvariant() switch
    {
        "M" or "MR" or "MONSIEUR" => "M.",
        "MME" or "MLLE" or "F" or "MADAME" or "MADEMOISELLE" => "Mme",
        _ => string.Empty,
    };

    private static System.Buffers.SearchValues<char> InePattern { get; } = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static System.Buffers.SearchValues<char> Suspects { get; } = System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 0xA1).Select(code => (char)code).Where(sign => char.IsControl(sign) || sign == '\u00A0')]);

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Blanks();
}
