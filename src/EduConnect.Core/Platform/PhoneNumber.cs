using System.Globalization;

namespace EduConnect.Core.Platform;

/// <summary>French telephone numbers, overseas ones included, from whatever a source or a person typed.</summary>
public static class PhoneNumber
{
    private const int NationalLength = 9;

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

    /// <summary>True for an E.164 number that can receive text messages in metropolitan France or overseas; foreign numbers are taken at their word.</summary>
    public static bool IsMobile(string? e164)
    {
        if (string.IsNullOrEmpty(e164))
        {
            return false;
        }

        return Territory(e164[1..]) is not { } territory || Subscriber(e164, territory)[0] is '6' or '7';
    }

    private static string Subscriber(string e164, string territory) => e164[(1 + territory.Length)..];

    private static string? Territory(string digits) =>
        new[] { "33", "262", "590", "594", "596", "508" }.FirstOrDefault(code =>
            digits.StartsWith(code, StringComparison.Ordinal) && digits.Length == code.Length + NationalLength);

    private static string? FromInternational(string digits)
    {
        foreach (var code in new[] { "33", "262", "590", "594", "596" })
        {
            if (digits.StartsWith(code + "0", StringComparison.Ordinal) && digits.Length == code.Length + NationalLength + 1)
            {
                return FromNational(digits[code.Length..]);
            }
        }

        if (Territory(digits) is { } territory)
        {
            return FromNational("0" + digits[territory.Length..]);
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
            else if (!(char.IsWhiteSpace(sign) || sign is '.' or '-' or '/' or '(' or ')'))
            {
                return false;
            }
        }

        digits = new string(buffer[..count]);
        return count > 0;
    }
}
