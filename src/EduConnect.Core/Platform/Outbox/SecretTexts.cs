using System.Text;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>Seals the words of a message that carries a code while it waits: a copy of the database does not hold the code (S-OT3).</summary>
public sealed class SecretTexts(SealedBytes seal)
{
    private const string Mark = "sealed:";

    /// <summary>What to store in place of <paramref name="text"/>; opens for <paramref name="recipient"/> only.</summary>
    public string Seal(string text, string recipient) =>
        Mark + Convert.ToBase64String(seal.Seal(KeyPurpose.WaitingTexts, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(recipient)));

    /// <summary>Puts the words back into <paramref name="message"/>, in memory only.</summary>
    /// <returns>false when they cannot be read any more; true also for a message that is no secret</returns>
    public bool Open(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!message.Text.StartsWith(Mark, StringComparison.Ordinal))
        {
            return true;
        }

        var bytes = new byte[message.Text.Length];
        var plain = Convert.TryFromBase64Chars(message.Text.AsSpan(Mark.Length), bytes, out var length)
            ? seal.Open(KeyPurpose.WaitingTexts, bytes.AsSpan(0, length), Encoding.UTF8.GetBytes(message.Recipient))
            : null;
        message.Text = plain is null ? message.Text : Encoding.UTF8.GetString(plain);
        return plain is not null;
    }
}
