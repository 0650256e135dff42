using EduConnect.Core.Platform;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>Weighs a password by what is left when the pieces everybody tries first count for almost nothing.</summary>
/// <remarks>
/// A list of leaked passwords has few of twelve signs and more; those are usual words, keyboard rows, years and repetitions
/// put together. So these pieces are recognised, in any order and number, instead of shipping somebody's list.
/// </remarks>
internal static class GuessablePieces
{
    private const int ShortestWord = 4;
    private const int ShortestRun = 3;
    private static readonly HashSet<string> Words = [.. WordList.Read("Accounts.Passwords.usual.words.txt").Select(word => SearchText.Fold(word))];
    private static readonly int LongestWord = Words.Max(word => word.Length);

    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm",
        "qwertzuiop", "azeqsdwxc", "1qaz2wsx3edc4rfv", "1aqw2zsx3edc",
    ];

    private static readonly string[] Directions = [.. Rows, .. Rows.Select(row => new string([.. row.Reverse()]))];

    /// <summary>The worth of a password in signs: a usual word counts 2, a sequence, repetition or year 1, any other sign 1.</summary>
    public static int Weigh(string password, string year)
    {
        var folded = Squeeze(password);
        // The reading with letters for digits can only lower the worth; whichever is lower is what an attacker would try.
        var worth = Math.Min(WeighFolded(folded, year), WeighFolded(Squeeze(ReadAsLetters(password)), year));
        var signs = password.EnumerateRunes().Count(rune => !System.Text.Rune.IsLetterOrDigit(rune));
        var distinct = password.EnumerateRunes().Distinct().Count();
        return Math.Min(worth + signs, Math.Max(distinct, 1) * 2);
    }

    /// <summary>Undoes the replacements everybody knows: 0 for o, 3 for e, @ for a…</summary>
    public static string ReadAsLetters(string text) => string.Create(text.Length, text, static (letters, source) =>
    {
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = source[i] switch
            {
                '0' => 'o', '1' or '!' => 'i', '3' or '€' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', '8' => 'b', _ => source[i],
            };
        }
    });

    private static string Squeeze(string text) => SearchText.Fold(text).Replace(" ", string.Empty, StringComparison.Ordinal);

    private static int WeighFolded(string text, string year)
    {
        // least[i]: the smallest worth of the first i letters.
        var least = new int[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            least[end] = least[end - 1] + 1;
            for (var start = Math.Max(0, end - Math.Max(LongestWord, 32)); start <= end - ShortestRun; start++)
            {
                if (Worth(text.AsSpan(start, end - start), year) is { } worth && least[start] + worth < least[end])
                {
                    least[end] = least[start] + worth;
                }
            }
        }

        return least[^1];
    }

    private static int? Worth(ReadOnlySpan<char> piece, string year)
    {
        if (piece.Length >= ShortestWord && Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(piece))
        {
            return 2;
        }

        return IsRun(piece) || IsYear(piece, year) || IsRepeated(piece) ? 1 : null;
    }

    private static bool IsRun(ReadOnlySpan<char> piece)
    {
        foreach (var row in Directions)
        {
            if (row.AsSpan().IndexOf(piece) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsYear(ReadOnlySpan<char> piece, string year) =>
        piece.SequenceEqual(year) || (piece.Length == 4 && (piece.StartsWith("19") || piece.StartsWith("20")) && char.IsAsciiDigit(piece[2]) && char.IsAsciiDigit(piece[3]));

    // One to four signs, again and again: at least three times, so that "papa" stays a word of four signs.
    private static bool IsRepeated(ReadOnlySpan<char> piece)
    {
        for (var period = 1; period <= 4 && period * ShortestRun <= piece.Length; period++)
        {
            if (piece.Length % period == 0 && piece[period..].SequenceEqual(piece[..^period]))
            {
                return true;
            }
        }

        return false;
    }
}
