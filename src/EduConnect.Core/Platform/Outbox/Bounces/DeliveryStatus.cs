using MimeKit;

namespace EduConnect.Core.Platform.Outbox.Bounces;

/// <summary>What a mail system says of one recipient (RFC 3464 §2.3).</summary>
/// <param name="Addresses">the address it delivers to, and the one that was written to where it tells both</param>
/// <param name="IsFailed">it gave up, and does not merely wait</param>
/// <param name="Status">enhanced code such as <c>5.1.1</c> (RFC 3463)</param>
public sealed record RecipientStatus(IReadOnlyList<string> Addresses, bool IsFailed, string Status)
{
    /// <summary>The address is refused for good: trying again is useless.</summary>
    public bool IsForGood => IsFailed && Status.StartsWith("5.", StringComparison.Ordinal);
}

/// <summary>A delivery status notification: which mail, and what became of it for each recipient.</summary>
/// <param name="MessageId">Message-ID of the mail that came back, without its angle brackets</param>
/// <param name="Recipients">at least one</param>
public sealed record DeliveryStatus(string MessageId, IReadOnlyList<RecipientStatus> Recipients)
{
    private static readonly ParserOptions Options = new() { MaxMimeDepth = 8 };

    /// <summary>
    /// Reads a <c>multipart/report</c> of type <c>delivery-status</c> (RFC 6522, RFC 3464): the part for machines and the head of the mail that came back. Every other word of it, written by whoever
    /// sent it, is passed over.
    /// </summary>
    /// <returns>null when it is no such notification, or does not tell which mail and which recipient</returns>
    public static DeliveryStatus? Read(Stream mail)
    {
        try
        {
            using var message = MimeMessage.Load(Options, mail);
            return message.Body is MultipartReport report && string.Equals(report.ReportType, "delivery-status", StringComparison.OrdinalIgnoreCase) ? Read(report) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static DeliveryStatus? Read(MultipartReport report)
    {
        // What came back is a whole mail or its head only; the library takes both for a mail.
        var messageId = report.OfType<MessagePart>().Select(part => part.Message?.MessageId).FirstOrDefault(id => !string.IsNullOrEmpty(id));
        var recipients = report.OfType<MessageDeliveryStatus>().SelectMany(part => part.StatusGroups).Select(Recipient).OfType<RecipientStatus>().ToList();
        return messageId is not null && recipients.Count > 0 ? new DeliveryStatus(messageId, recipients) : null;
    }

    private static RecipientStatus? Recipient(HeaderList fields)
    {
        var addresses = new[] { "Final-Recipient", "Original-Recipient" }.Select(name => fields[name]).OfType<string>().Select(Address).Where(address => address.Length > 0).ToList();
        return addresses.Count > 0 && fields["Status"]?.Trim() is { } status
            ? new(addresses, fields["Action"]?.Trim().StartsWith("failed", StringComparison.OrdinalIgnoreCase) == true, status)
            : null;
    }

    /// <summary><c>rfc822; zoe@example.org</c></summary>
    private static string Address(string field) => field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>');
}
