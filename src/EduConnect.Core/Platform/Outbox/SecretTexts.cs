using System.Text;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>Seals the words of messages while they wait: a copy of the database holds neither codes nor links nor passwords (S-OT3, S-RC1).</summary>
public sealed class SecretTexts(SealedBytes seal)
{
    private const string Mark = "sealed:";

    /// <summary>What to store in place of <paramref name="text"/>; opens for <paramref name="recipient"/> only.</summary>
    public string Seal(string text, string recipient) =>
        Mark + Convert.ToBase64String(seal.Seal(KeyPurpose.WaitingTexts, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(recipient)));

    /// <summary>Whether somebody with a copy of the database cannot read the words of <paramref name="message"/>.</summary>
    public static bool IsSealed(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Text.StartsWith(Mark, StringComparison.Ordinal);
    }

    /// <summary>Seals both forms of the words of <paramref name="message"/>; does nothing when they are sealed, or there are none.</summary>
    public void Seal(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Text.Length > 0 && !IsSealed(message))
        {
            message.Html = message.Html is { } html ? Seal(html, message.Recipient) : null;
            message.Text = Seal(message.Text, message.Recipient);
        }
    }

    /// <summary>Puts the words back into <paramref name="message"/>, in memory only.</summary>
    /// <returns>false when they cannot be read any more; true also for a message that is not sealed</returns>
    public bool Open(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!IsSealed(message))
        {
            return true;
        }

        var (text, html) = (Open(message.Text, message.Recipient), message.Html is { } stored ? Open(stored, message.Recipient) : null);
        if (text is null || (html is null && message.Html is not null))
        {
            return false;
        }

        (message.Text, message.Html) = (text, html);
        return true;
    }

    private string? Open(string stored, string recipient)
    {
        if (!stored.StartsWith(Mark, StringComparison.Ordinal))
        {
            return stored;
        }

        var bytes = new byte[stored.Length];
        return Convert.TryFromBase64Chars(stored.AsSpan(Mark.Length), bytes, out var length)
            && seal.Open(KeyPurpose.WaitingTexts, bytes.AsSpan(0, length), Encoding.UTF8.GetBytes(recipient)) is { } plain
            ? Encoding.UTF8.GetString(plain)
            : null;
    }
}
