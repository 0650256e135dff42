using System.Text;

namespace EduConnect.Core.Accounts.Provisional;

/// <summary>A provisional password: what a school hands over until its holder chooses one (domain 3.6, row #59).</summary>
/// <remarks>Prints as dots; <see cref="Reveal"/> is for letters, lists and the screens of a school only.</remarks>
public sealed class ProvisionalPassword
{
    /// <summary>Signs that cannot be taken for one another on paper: no 0, 1, I, L, O.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Usual number of signs: 40 bits, throttled and single use (security reference D2).</summary>
    public const int DefaultLength = 8;

    private readonly string _text;

    private ProvisionalPassword(string text) => _text = text;

    /// <summary>Takes a text that is already in the normal form.</summary>
    /// <exception cref="ArgumentException">a sign is not of the alphabet, or there is none</exception>
    public static ProvisionalPassword From(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return text.All(Alphabet.Contains) ? new ProvisionalPassword(text) : throw new ArgumentException("not a provisional password", nameof(text));
    }

    /// <summary>The normal form of what was typed: capitals, without blanks and dashes of any kind; cut after 64 signs.</summary>
    public static string Normalize(string? typed)
    {
        var result = new StringBuilder();
        foreach (var rune in (typed ?? string.Empty).EnumerateRunes())
        {
            if (result.Length >= 64)
            {
                break;
            }

            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.DashPunctuation
                or System.Globalization.UnicodeCategory.Format) && rune.Value != '\u2212')
            {
                result.Append(Rune.ToUpperInvariant(rune));
            }
        }

        return result.ToString();
    }

    /// <summary>The password in clear. Every display is an audit event (S-PP6).</summary>
    public string Reveal() => _text;

    /// <inheritdoc/>
    public override string ToString() => "•••";
}
