using System.Globalization;

namespace EduConnect.Core.Platform;

/// <summary>French telephone numbers, overseas ones included, from whatever a source or a person typed.</summary>
public static class PhoneNumber
{
    private const int NationalLength = 9;

    /// <summary>Between the groups of a number on screen: it does not break there.</summary>
    private const char Space = '\u00a0';

    /// <summary>Country codes of two digits (ITU-T E.164).</summary>
    private static readonly HashSet<string> TwoDigitCodes =
    [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58",
        "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];

    /// <summary>Overseas codes whose numbers are written like those of France, with a zero and nine digits.</summary>
    private static readonly string[] LikeFrance = ["33", "262", "590", "594", "596"];

    /// <summary>
    /// E.164 form (<c>+33612345678</c>, <c>+262692123456</c>) of a number written nationally, with +33, with 0033 or with the code of an overseas territory;
    /// foreign numbers keep their own code. Null when it is no number, or a dummy such as ten zeros.
    /// </summary>
    public static string? ToE164(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 40 || !TryDigits(text, out var digits, out var international))
        {
            return null;
        }

        if (!international && digits.StartsWith("00", StringComparison.Ordinal))
        {
            international = true;
            digits = digits[2..];
        }

        return international ? FromInternational(digits) : FromNational(digits);
    }

    /// <summary>
    /// True for an E.164 number that can receive text messages in metropolitan France or overseas; foreign numbers are taken at their word,
    /// save those that only cost money (satellites, international networks, premium rate).
    /// </summary>
    public static bool IsMobile(string? e164) => IsFrench(e164) is { } mobile ? mobile : e164 is { Length: > 0 } && !IsCostly(e164[1..]);

    /// <summary>True for a number that a person may give as new (S-OT5): a mobile number of France or of a French territory, and no other.</summary>
    public static bool MayBeGiven(string? e164) => IsFrench(e164) == true;

    /// <summary>A number as screens show it: <c>06 39 98 24 02</c>; outside metropolitan France with its code, <c>+262 692 12 34 56</c>, <c>+41 791 234 567</c>. A text of another form stays as it is.</summary>
    public static string OnScreen(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        if (number is not ['+', .. var digits] || digits.Length < 6 || digits.Any(sign => !char.IsAsciiDigit(sign)))
        {
            return number;
        }

        var code = CodeLength(digits);
        var rest = digits[code..];
        return digits.StartsWith("33", StringComparison.Ordinal) && rest.Length == NationalLength
            ? Groups("0" + rest, 2)
            : $"+{digits[..code]}{Space}{Groups(rest, LikeFrance.Contains(digits[..code]) && rest.Length == NationalLength ? 2 : rest.Length % 3 == 0 ? 3 : 2)}";
    }

    /// <summary>A number as it is shown where it is not to be told: <c>06 •• •• •• 07</c>, <c>+262 •• •• 56</c>.</summary>
    public static string Veiled(string e164)
    {
        ArgumentNullException.ThrowIfNull(e164);
        if (e164.Length < 6)
        {
            return "••";
        }

        var code = LikeFrance.Concat(["508", "681", "687", "689"]).FirstOrDefault(known => e164.StartsWith("+" + known, StringComparison.Ordinal));
        return code switch
        {
            "33" => $"0{e164[3]} •• •• •• {e164[^2..]}",
            null => $"{e164[..3]} •• •• {e164[^2..]}",
            _ => $"+{code} •• •• {e164[^2..]}",
        };
    }

    /// <summary>Whether a number of France or a French territory is a mobile one; null for a foreign number.</summary>
    private static bool? IsFrench(string? e164)
    {
        if (e164 is not ['+', .. var digits])
        {
            return null;
        }

        foreach (var code in LikeFrance)
        {
            if (digits.StartsWith(code, StringComparison.Ordinal) && digits.Length == code.Length + NationalLength)
            {
                return digits[code.Length] is '6' or '7';
            }
        }

        return digits.Length < 4 ? null : IsPacificOrAtlantic(digits[..3], digits[3..]);
    }

    /// <summary>Saint-Pierre-et-Miquelon, Nouvelle-Calédonie, Polynésie française, Wallis-et-Futuna: short numbers of their own.</summary>
    private static bool? IsPacificOrAtlantic(string code, string number) => (code, number.Length) switch
    {
        ("508", 6) => number.StartsWith("55", StringComparison.Ordinal),
        ("508", NationalLength) => number[0] is '6' or '7',
        ("687", 6) => number[0] is '7' or '8' or '9',
        ("689", 8) => number.StartsWith("87", StringComparison.Ordinal) || number.StartsWith("89", StringComparison.Ordinal),
        ("681", 6) => number[0] == '8',
        ("508" or "687" or "689" or "681", _) => false,
        _ => null,
    };

    // Countries have codes of one to three digits; only those of one (North America, Russia) and of two are fixed by their first digits (ITU-T E.164).
    private static int CodeLength(string digits) => digits[0] is '1' or '7' ? 1 : TwoDigitCodes.Contains(digits[..2]) ? 2 : 3;

    // From the right, so that an odd digit stands with the first group.
    private static string Groups(string digits, int size)
    {
        var first = digits.Length % size == 0 ? size : digits.Length % size + size;
        return string.Join(Space, new[] { digits[..Math.Min(first, digits.Length)] }.Concat(digits.Skip(first).Chunk(size).Select(group => new string(group))));
    }

    private static bool IsCostly(string digits) =>
        (digits[0] == '1' && digits.Length > 3 && digits[1..4] == "900")
        || new[] { "33", "87", "88", "979" }.Any(code => digits.StartsWith(code, StringComparison.Ordinal) && digits[..Math.Min(3, digits.Length)] is not ("880" or "886"));

    private static string? FromInternational(string digits)
    {
        foreach (var code in LikeFrance)
        {
            if (digits.StartsWith(code, StringComparison.Ordinal))
            {
                var rest = digits[code.Length..];
                if (rest.Length == NationalLength + 1 && rest[0] == '0')
                {
                    return FromNational(rest);
                }

                if (rest.Length == NationalLength)
                {
                    return FromNational("0" + rest);
                }
            }
        }

        return digits.Length is >= 8 and <= 15 && digits[0] != '0' && !IsDummy(digits) ? "+" + digits : null;
    }

    private static string? FromNational(string digits)
    {
        if (digits.Length != NationalLength + 1 || digits[0] != '0' || digits[1] == '0' || IsDummy(digits[2..]))
        {
            return null;
        }

        var number = digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"+{CodeOf(number)}{number}");
    }

    /// <summary>The country code that a national number belongs to: the first digits of a number name its territory (63998 is kept for fiction).</summary>
    private static string CodeOf(string number) => number[..3] switch
    {
        "639" when number.StartsWith("63998", StringComparison.Ordinal) => "33",
        "262" or "263" or "269" or "639" or "692" or "693" => "262",
        "590" or "690" or "691" => "590",
        "594" or "694" => "594",
        "596" or "696" or "697" => "596",
        "508" or "708" => "508",
        _ => "33",
    };

    private static bool IsDummy(string digits) => digits.AsSpan().IndexOfAnyExcept(digits[0]) < 0;

    private static bool TryDigits(string text, out string digits, out bool international)
    {
        Span<char> buffer = stackalloc char[40];
        var count = 0;
        international = false;
        digits = string.Empty;
        foreach (var sign in text.AsSpan().Trim())
        {
            if (char.IsAsciiDigit(sign))
            {
                buffer[count++] = sign;
            }
            else if (sign == '+' && count == 0 && !international)
            {
                international = true;
            }
            else if (!(char.IsWhiteSpace(sign) || sign is '.' or '-' or '/' or '(' or ')' or '\u2010' or '\u2011' or '\u2013'))
            {
                return false;
            }
        }

        digits = new string(buffer[..count]);
        return count > 0;
    }
}
