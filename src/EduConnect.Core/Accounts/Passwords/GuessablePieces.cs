using System.Text;
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
    private static readonly int LongestPiece = Math.Max(Words.Max(word => word.Length), 32);

    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm",
        "qwertzuiop", "azeqsdwxc", "1qaz2wsx3edc4rfv", "1aqw2zsx3edc",
    ];

    private static readonly string[] Directions = [.. Rows, .. Rows.Select(row => new string([.. row.Reverse()]))];

    /// <summary>The worth of a password in signs: a usual word counts 2, a sequence, repetition or year 1, any other sign 1.</summary>
    public static int Weigh(string password, string year)
    {
        // Two readings of the same length: as typed, and with letters where signs are known to stand for letters.
        var typed = new StringBuilder(password.Length);
        var letters = new StringBuilder(password.Length);
        var signs = 0;
        foreach (var rune in password.Normalize(NormalizationForm.FormD).EnumerateRunes().Where(rune => !IsMark(rune)))
        {
            var read = ReadAsLetter(rune);
            if (Rune.IsLetterOrDigit(read) && read.IsBmp)
            {
                typed.Append((char)Rune.ToLowerInvariant(rune).Value);
                letters.Append((char)Rune.ToLowerInvariant(read).Value);
            }
            else
            {
                signs++;
            }
        }

        var distinct = password.EnumerateRunes().Distinct().Count();
        return Math.Min(WeighPieces(typed.ToString(), letters.ToString(), year) + signs, distinct * 2);
    }

    /// <summary>Undoes the replacements everybody knows: 0 for o, 3 for e, @ for a…</summary>
    public static string ReadAsLetters(string text) => string.Concat(text.EnumerateRunes().Select(ReadAsLetter));

    private static Rune ReadAsLetter(Rune rune) => rune.Value switch
    {
        '0' => new Rune('o'),
        '1' or '!' => new Rune('i'),
        '3' or '€' => new Rune('e'),
        '4' or '@' => new Rune('a'),
        '5' or '$' => new Rune('s'),
        '7' => new Rune('t'),
        '8' => new Rune('b'),
        _ => rune,
    };

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.NonSpacingMark;

    private static int WeighPieces(string typed, string letters, string year)
    {
        // least[i]: the smallest worth of the first i signs.
        var least = new int[typed.Length + 1];
        for (var end = 1; end <= typed.Length; end++)
        {
            least[end] = least[end - 1] + 1;
            for (var start = Math.Max(0, end - LongestPiece); start <= end - ShortestRun; start++)
            {
                if (Worth(typed.AsSpan(start, end - start), letters.AsSpan(start, end - start), year) is { } worth && least[start] + worth < least[end])
                {
                    least[end] = least[start] + worth;
                }
            }
        }

        return least[^1];
    }

    private static int? Worth(ReadOnlySpan<char> typed, ReadOnlySpan<char> letters, string year)
    {
        if (typed.Length >= ShortestWord && Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters))
        {
            return 2;
        }

        return IsRun(typed) || IsRun(letters) || IsYear(typed, year) || IsRepeated(typed) ? 1 : null;
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
