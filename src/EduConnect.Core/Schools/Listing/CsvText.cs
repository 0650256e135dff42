using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EduConnect.Core.Schools.Listing;

/// <summary>
/// Writes lines of a file that a French spreadsheet opens by double-click: separator <c>;</c>, RFC 4180 quoting, UTF-8 with byte order mark.
/// What a spreadsheet would run or misread is marked as text by an apostrophe (S-CS1).
/// </summary>
public sealed partial class CsvText
{
    private const char Separator = ';';

    // LibreOffice proposes to take commas and tabs for separators too.
    private static readonly SearchValues<char> Separators = SearchValues.Create("\";,\r\n\t");
    private readonly StringBuilder _text = new();

    /// <summary>Adds one line.</summary>
    public void Add(IEnumerable<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        _text.AppendJoin(Separator, cells.Select(cell => Quote(Harmless(cell ?? string.Empty)))).Append("\r\n");
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(_text.ToString())];

    /// <summary>
    /// A value that no spreadsheet takes for a formula, nor for a number or a day that it is not: the classes <c>6E1</c>, <c>6E 1</c> and <c>6E-1</c> are not powers of ten, <c>0601</c> keeps its zero,
    /// <c>6-1</c> is not the 6th of January. Our own days (dd/MM/yyyy, yyyy-MM-dd) and times (HH:mm:ss) stay what they are.
    /// </summary>
    public static string Harmless(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IsFormula(value) || Scientific().IsMatch(value) || Code().IsMatch(value) || (LikeDay().IsMatch(value) && !OurDay().IsMatch(value)) ? "'" + value : value;
    }

    // Signs of a formula, full-width forms included, also behind blanks and invisible signs that a spreadsheet skips.
    private static bool IsFormula(string value)
    {
        if (value.Length > 0 && value[0] is '\t' or '\r' or '\n' or '\0')
        {
            return true;
        }

        var sign = value.FirstOrDefault(one => !char.IsWhiteSpace(one) && !char.IsControl(one) && CharUnicodeInfo.GetUnicodeCategory(one) != UnicodeCategory.Format);
        return sign is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '−' or '﹢' or '﹣' or '﹦' or '﹫';
    }

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAny(Separators) >= 0 || value.StartsWith(' ') || value.EndsWith(' ') ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : value;

    [GeneratedRegex(@"^\s*\d+([.,]\d*)?\s*[eE]\s*[+-]?\s*\d+\s*$")]
    private static partial Regex Scientific();

    // Zeros in front, or more digits than a spreadsheet keeps.
    [GeneratedRegex(@"^\s*(0\d+|\d{16,})\s*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\s*\d{1,4}(\s*[-/.:]\s*\d{1,4}){1,2}\s*$")]
    private static partial Regex LikeDay();

    [GeneratedRegex(@"^(\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}|\d{2}:\d{2}:\d{2})$")]
    private static partial Regex OurDay();
}
