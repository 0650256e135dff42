using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>Writes messages into a store's outbox, to be saved with the caller's change: no page ever waits for a gateway (S-EN3).</summary>
public sealed class OutboxWriter(ServiceOptions service, TimeProvider clock, IRandomSource random)
{
    /// <summary>Adds a mail made from the text <paramref name="template"/> to the next save of <paramref name="db"/>.</summary>
    /// <param name="db">Either store.</param>
    /// <param name="recipient">The address.</param>
    /// <param name="template">Name of the <c>.mail.md</c> file.</param>
    /// <param name="values">Values of its placeholders.</param>
    /// <param name="accountId">The account whose address is marked in error if the relay refuses it for good.</param>
    /// <param name="validFor">After this time it is not sent any more.</param>
    /// <param name="rows">What the lines of the text that begin with <c>{each KIND}</c> are repeated for.</param>
    public OutboxMessage Mail(
        StoreDb db, string recipient, string template, IReadOnlyDictionary<string, string> values, Guid? accountId = null, TimeSpan? validFor = null, IReadOnlyList<MailRow>? rows = null)
    {
        var mail = MailText.Compose(template, values, rows, [service.PublicOrigin, service.PortalAddress]);
        return Add(db, Channel.Mail, recipient, template, mail.Subject, mail.Text, mail.Html, accountId, validFor);
    }

    /// <summary>Adds an SMS made from the text <paramref name="template"/>; <paramref name="recipient"/> is an E.164 number.</summary>
    public OutboxMessage Sms(StoreDb db, string recipient, string template, IReadOnlyDictionary<string, string> values, Guid? accountId = null, TimeSpan? validFor = null) =>
        Add(db, Channel.Sms, recipient, template, string.Empty, MailText.ComposeSms(template, values), null, accountId, validFor);

    /// <summary>
    /// Adds an SMS whose words are a secret, sealed until the worker sends it (S-OT3). An empty <paramref name="recipient"/> is nobody: the same work,
    /// and the row of <see cref="Nothing"/>.
    /// </summary>
    public OutboxMessage SecretSms(StoreDb db, string recipient, string template, IReadOnlyDictionary<string, string> values, SecretTexts secrets, TimeSpan validFor)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(secrets);
        var text = secrets.Seal(MailText.ComposeSms(template, values), recipient);
        return recipient.Length > 0
            ? Add(db, Channel.Sms, recipient, template, string.Empty, text, null, null, validFor)
            : Nothing(db, template);
    }

    /// <summary>Adds a row that is never sent, so that an unknown person costs the same work as a known one.</summary>
    public OutboxMessage Nothing(StoreDb db, string template) =>
        Add(db, Channel.None, string.Empty, template, string.Empty, string.Empty, null, null, null);

    /// <summary>The addresses of a setting that are ones, each once.</summary>
    public static IReadOnlyList<string> Addresses(IEnumerable<string> setting) =>
        [.. setting.Select(address => Platform.MailText.Normalise(address)).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Turns a message just added into one that is never sent: nobody is behind it, but it cost the same work, the composing included.</summary>
    public static void Silence(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        (message.Channel, message.Recipient, message.Subject, message.Text, message.Html, message.AccountId) = (Channel.None, string.Empty, string.Empty, string.Empty, null, null);
        message.SentAt = message.CreatedAt;
    }

    private OutboxMessage Add(StoreDb db, Channel channel, string recipient, string template, string subject, string text, string? html, Guid? accountId, TimeSpan? validFor)
    {
        ArgumentNullException.ThrowIfNull(db);
        var now = clock.GetUtcNow().UtcDateTime;
        var message = new OutboxMessage
        {
            Id = random.NewId(),
            Channel = channel,
            Recipient = recipient,
            Template = template,
            Subject = subject,
            Text = text,
            Html = html,
            AccountId = accountId,
            CreatedAt = now,
            DueAt = now,
            ExpiresAt = validFor is { } span ? now + span : null,
            SentAt = channel == Channel.None ? now : null,
        };
        db.Add(message);
        return message;
    }
}
