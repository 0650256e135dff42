using System.Net.Mail;

namespace EduConnect.Core.Activation;

/// <summary>A mail address as typed.</summary>
public static class MailAddressText
{
    /// <summary>Longest address (RFC 5321 section 4.5.3.1.3, without the angle brackets).</summary>
    public const int MaxLength = 254;

    /// <summary>The address without surrounding blanks; null when it cannot be one. The part before the sign keeps its case.</summary>
    public static string? Read(string? typed)
    {
        var text = typed?.Trim() ?? string.Empty;
        if (text.Length is 0 or > MaxLength || text.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) || sign is ',' or ';' or '<' or '>' or '"' or '(' or ')' || sign > '\u007e')
            || !MailAddress.TryCreate(text, out var address) || address.Address != text)
        {
            return null;
        }

        var host = address.Host;
        var labels = host.Split('.');
        return labels.Length >= 2 && labels.All(label => label.Length is > 0 and < 64 && label[0] != '-' && label[^1] != '-') && labels[^1].Length >= 2 && !labels[^1].All(char.IsAsciiDigit)
            ? address.User + "@" + host.ToLowerInvariant()
            : null;
    }
}
