using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Informing.Letters;
using EduConnect.Testing;
using Xunit;

namespace EduConnect.Core.Tests.Informing;

/// <summary>Letters of invented people, and what a reader finds on the paper.</summary>
internal static partial class PrintedLetters
{
    private const double PointsOfMillimetre = 72 / 25.4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static LetterPress Press() => new(new LetterOptions(), TimeProvider.System);

    public static LetterPerson Person(string first, string last, string username, string? password) => new(
        $"{first} {last}".Trim(), $"{last} {first}".Trim(), first, null, "5E B", "Cinquième B", username, password, password is null ? null : "20/02/2027",
        password is null ? PasswordKind.Chosen : PasswordKind.Provisional, password is null ? AccountState.Activated : AccountState.Informed, false, []);

    public static LetterJob PupilLetters(int perPage, params LetterPerson[] people) => new(
        LetterKind.Pupil, perPage, "20/11/2026", new("CLG JEANNE VALMONT", ["3 rue des Tilleuls", "99000 Saint-Aubrac"], "0999901Z", 2),
        ["https://ent.exemple.test"], "https://educonnect.exemple.test/mon-compte", false, people.Length > 1 ? [new(people), new(people[..1])] : [new(people)]);

    public static LetterJob GuardianLetters(int perPage, params LetterPerson[] people) => PupilLetters(perPage, people) with { Kind = LetterKind.Guardian };

    /// <summary>The text of all pages; a form feed ends each.</summary>
    public static async Task<string> TextAsync(LetterJob job)
    {
        using var press = Press();
        var text = await ToolAsync("pdftotext", await press.PrintAsync(job, Cancellation), "-enc", "UTF-8", "-", "-");
        return string.Join(' ', text.Replace('\u00a0', ' ').Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The words with the place where each stands, in millimetres from the corner of its page.</summary>
    public static async Task<IReadOnlyList<PrintedWord>> WordsAsync(LetterJob job)
    {
        using var press = Press();
        var pages = (await ToolAsync("pdftotext", await press.PrintAsync(job, Cancellation), "-enc", "UTF-8", "-bbox", "-", "-")).Split("<page ");
        return [.. pages.Skip(1).SelectMany((page, index) => Word().Matches(page).Select(match => new PrintedWord(
            index, WebUtility.HtmlDecode(match.Groups[5].Value), Millimetres(match, 1), Millimetres(match, 2), Millimetres(match, 3), Millimetres(match, 4))))];
    }

    public static async Task<string> ToolAsync(string tool, byte[] document, params string[] arguments)
    {
        var start = new ProcessStartInfo(Require.Executable(tool), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        _ = process.StandardError.ReadToEndAsync(Cancellation);
        await process.StandardInput.BaseStream.WriteAsync(document, Cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);
        return await output;
    }

    private static double Millimetres(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) / PointsOfMillimetre;

    [GeneratedRegex("""<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>""")]
    private static partial Regex Word();
}

/// <summary>A word on paper.</summary>
/// <param name="Page">from 0</param>
/// <param name="Text">as printed</param>
/// <param name="Left">millimetres from the left edge</param>
/// <param name="Top">millimetres from the upper edge</param>
/// <param name="Right">millimetres from the left edge</param>
/// <param name="Bottom">millimetres from the upper edge</param>
internal sealed record PrintedWord(int Page, string Text, double Left, double Top, double Right, double Bottom)
{
    /// <summary>Whether the two cover each other by more than the white above and below the signs.</summary>
    public bool Covers(PrintedWord other) =>
        Page == other.Page && Math.Min(Right, other.Right) - Math.Max(Left, other.Left) > 0.5
        && Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top) > 0.45 * Math.Min(Bottom - Top, other.Bottom - other.Top);
}
