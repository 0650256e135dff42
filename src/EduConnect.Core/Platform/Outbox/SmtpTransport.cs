using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>Section <c>Smtp</c> of the settings: the relay.</summary>
public sealed class SmtpOptions
{
    /// <summary>Host of the relay; empty: mails wait in the outbox.</summary>
    public string Host { get; set; } = string.Empty;

    /// <summary>Port of the relay.</summary>
    public int Port { get; set; } = 25;

    /// <summary>Encrypt by STARTTLS.</summary>
    public bool StartTls { get; set; }

    /// <summary>User name, empty when the relay asks for none.</summary>
    public string UserName { get; set; } = string.Empty;

    /// <summary>Password of <see cref="UserName"/>.</summary>
    public string Password { get; set; } = string.Empty;
}

/// <summary>Mails through an SMTP relay. A 5xx answer about the mailbox is final; everything else is tried again.</summary>
public sealed class SmtpTransport(SmtpOptions options, ServiceOptions service) : IMessageTransport
{
    private const int TimeoutMilliseconds = 20_000;

    /// <inheritdoc />
    public Channel Channel => Channel.Mail;

    /// <inheritdoc />
    public async Task<DeliveryResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (options.Host.Length == 0)
        {
            return new DeliveryResult(Delivery.TryAgain, "No relay is configured.");
        }

        if (!MailAddress.TryCreate(message.Recipient, out var recipient))
        {
            return new DeliveryResult(Delivery.RefusedForGood, "Not an address.");
        }

        try
        {
            using var client = Client();
            using var mail = Compose(message, recipient);
            await client.SendMailAsync(mail, cancellationToken);
            return new DeliveryResult(Delivery.Accepted);
        }
        catch (SmtpException refused)
        {
            return new DeliveryResult(IsFinal(refused.StatusCode) ? Delivery.RefusedForGood : Delivery.TryAgain, refused.Message);
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or FormatException)
        {
            return new DeliveryResult(Delivery.TryAgain, fault.Message);
        }
    }

    private static bool IsFinal(SmtpStatusCode status) => status is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed
        or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.ExceededStorageAllocation;

    private SmtpClient Client()
    {
        var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.StartTls, Timeout = TimeoutMilliseconds };
        if (options.UserName.Length > 0)
        {
            client.Credentials = new System.Net.NetworkCredential(options.UserName, options.Password);
        }

        return client;
    }

    private MailMessage Compose(OutboxMessage message, MailAddress recipient)
    {
        var mail = new MailMessage(new MailAddress(service.MailFrom, service.MailSenderName, Encoding.UTF8), recipient)
        {
            Subject = message.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = message.Text,
            BodyEncoding = Encoding.UTF8,
        };
        mail.Headers.Add("Message-ID", $"<{message.Id:N}@{mail.From!.Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.Html is { } html)
        {
            mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html));
        }

        return mail;
    }
}
