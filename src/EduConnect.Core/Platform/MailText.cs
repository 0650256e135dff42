namespace EduConnect.Core.Platform;

/// <summary>Mail addresses as texts: a loose check of their shape, since only a delivery proves one.</summary>
public static class MailText
{
    private const int Longest = 254;
    private static readonly System.Buffers.SearchValues<char> DomainSigns = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The address trimmed and in lower case; null when it does not look like one (no @, blanks, no domain with a dot, signs outside ASCII: relays would need SMTPUTF8 on the whole way).</summary>
    public static string? Normalise(string? text)
    {
        var address = text?.Trim().ToLowerInvariant();
        if (address is not { Length: > 5 and <= Longest })
        {
            return null;
        }

        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= 64 && at == address.LastIndexOf('@') && IsLocalPart(address.AsSpan(0, at)) && IsDomain(address.AsSpan(at + 1)) ? address : null;
    }

    private static bool IsLocalPart(ReadOnlySpan<char> part)
    {
        foreach (var sign in part)
        {
            if (!(char.IsAsciiLetterOrDigit(sign) || "!#$%&'*+-/=?^_`{|}~.".Contains(sign, StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return part[0] != '.' && part[^1] != '.' && part.IndexOf("..", StringComparison.Ordinal) < 0;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labels = 0;
        var last = 0;
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.IsEmpty || label.Length > 63 || label[0] == '-' || label[^1] == '-' || label.ContainsAnyExcept(DomainSigns))
            {
                return false;
            }

            labels++;
            last = label.Length;
        }

        return labels >= 2 && last >= 2;
    }
}
