using System.Globalization;
using System.Text;

namespace EduConnect.Core.Accounts.Usernames;

/// <summary>The part of a username that comes from the name (domain 3.2, row "p.nomXX").</summary>
public static class UsernameBase
{
    /// <summary>Longest base, in characters.</summary>
    public const int Longest = 60;

    /// <summary>
    /// First letter of the first given name, a dot and the family name, without accents, in lower case; letters, digits and hyphens only.
    /// Without first name, the name alone; a name that has no Latin letter at all gives <c>compte</c>.
    /// </summary>
    public static string Of(string firstName, string familyName)
    {
        var family = Plain(familyName).Trim('-');
        var initial = Plain(firstName).TrimStart('-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (family.Length == 0)
        {
            family = "compte";
        }

        var text = initial.Length == 0 ? family : $"{initial[0]}.{family}";
        return text.Length <= Longest ? text : text[..Longest].TrimEnd('-');
    }

    private static string Plain(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var sign in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(sign) || (sign == '-' && result.Length > 0 && result[^1] != '-'))
            {
                result.Append(char.ToLowerInvariant(sign));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark)
            {
                result.Append(Spelled(sign));
            }
        }

        return result.ToString();
    }

    /// <summary>Latin letters that do not come apart into a letter and an accent.</summary>
    private static string Spelled(char sign) => sign switch
    {
        'œ' or 'Œ' => "oe",
        'æ' or 'Æ' => "ae",
        'ß' or 'ẞ' => "ss",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        'ı' => "i",
        'ħ' or 'Ħ' => "h",
        'ŋ' or 'Ŋ' => "n",
        '‐' or '‑' or '–' => "-",
        _ => string.Empty,
    };
}
