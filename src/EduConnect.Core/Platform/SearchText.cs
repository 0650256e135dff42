using System.Globalization;
using System.Text;

namespace EduConnect.Core.Platform;

/// <summary>Folds text so that searches and comparisons ignore accents, case, hyphens, apostrophes and double blanks, on every database alike.</summary>
public static class SearchText
{
    /// <summary><c>"Éloïse  D'Arc-Le Goff"</c> becomes <c>"eloise d arc le goff"</c>. Null becomes an empty text.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            Append(result, rune);
        }

        return result.ToString().TrimEnd();
    }

    private static void Append(StringBuilder result, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark:
                break;
            case var _ when rune.Value is 'œ' or 'Œ':
                result.Append("oe");
                break;
            case var _ when rune.Value is 'æ' or 'Æ':
                result.Append("ae");
                break;
            case var _ when Rune.IsLetterOrDigit(rune):
                result.Append(Rune.ToLowerInvariant(rune));
                break;
            case var _ when result.Length > 0 && result[^1] != ' ':
                result.Append(' ');
                break;
        }
    }
}
