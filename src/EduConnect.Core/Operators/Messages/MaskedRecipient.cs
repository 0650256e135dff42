using System.Text.RegularExpressions;
using EduConnect.Core.Platform.Outbox;

namespace EduConnect.Core.Operators.Messages;

/// <summary>Enough of an address or number to recognise it when its holder calls, too little to write to it.</summary>
public static partial class MaskedRecipient
{
    private const string Hidden = "•••";

    /// <summary><c>c•••@e•••.fr</c>, <c>•••12</c>.</summary>
    public static string Of(Channel channel, string recipient)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return channel == Channel.Mail ? OfMail(recipient) : recipient.Length > 4 ? Hidden + recipient[^2..] : Hidden;
    }

    /// <summary>What a relay answered, without the addresses and numbers it quotes.</summary>
    public static string InWords(string words, string recipient)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(recipient);
        var known = recipient.Length == 0 ? words : words.Replace(recipient, Hidden, StringComparison.OrdinalIgnoreCase);
        return Number().Replace(Address().Replace(known, Hidden), Hidden);
    }

    private static string OfMail(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1 || at == address.Length - 1)
        {
            return Hidden;
        }

        var dot = address.LastIndexOf('.');
        return $"{address[..1]}{Hidden}@{address[(at + 1)..(at + 2)]}{Hidden}{(dot > at + 1 ? address[dot..] : string.Empty)}";
    }

    [GeneratedRegex(@"[^\s<>@;,:""']+@[^\s<>@;,:""']+")]
    private static partial Regex Address();

    [GeneratedRegex(@"\+?\d[\d .\-]{7,}\d")]
    private static partial Regex Number();
}
