using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Outbox.Bounces;

/// <summary>What was done with a mail that came back.</summary>
public enum BounceOutcome
{
    /// <summary>The address is in error.</summary>
    Marked = 0,

    /// <summary>It is no delivery status notification.</summary>
    NotReadable = 1,

    /// <summary>It is longer than <see cref="RecordBounce.Longest"/>.</summary>
    TooLong = 2,

    /// <summary>The mail waits, or was delivered: nothing is wrong with the address.</summary>
    NotForGood = 3,

    /// <summary>Its Message-ID is of no mail that was sent here in the last days.</summary>
    NotOurs = 4,

    /// <summary>The mail was not about an account, or the address is no longer that of the account, or not the one that refuses.</summary>
    OfNobody = 5,
}

/// <summary>
/// Takes a mail that the mail system sends back (domain 3.4, §17): refused for good, the address of the account it was about is in error. Anybody may send such a mail, so nothing of it counts but the
/// identifier that only the recipient of our mail can know, and an address must be the one that was written to.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class RecordBounce(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, ServiceOptions service, ReadOnlyMode readOnly, TimeProvider clock)
{
    /// <summary>Longest mail read, in bytes: a notification carries at most the mail that came back, and ours are short.</summary>
    public const int Longest = 512 * 1024;

    /// <summary>Reads and marks.</summary>
    /// <exception cref="ReadOnlyModeException">during maintenance</exception>
    public async Task<BounceOutcome> RunAsync(Stream mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        readOnly.EnsureWritable();
        var bytes = new byte[Longest + 1];
        var length = await mail.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > Longest)
        {
            return BounceOutcome.TooLong;
        }

        using var text = new MemoryStream(bytes, 0, length, writable: false);
        if (DeliveryStatus.Read(text) is not { } status)
        {
            return BounceOutcome.NotReadable;
        }

        var refused = status.Recipients.Where(recipient => recipient.IsForGood).SelectMany(recipient => recipient.Addresses).ToList();
        return refused.Count == 0 ? BounceOutcome.NotForGood
            : IdOf(status.MessageId) is not { } id ? BounceOutcome.NotOurs
            : await MarkAsync(id, refused, cancellationToken);
    }

    private async Task<BounceOutcome> MarkAsync(Guid id, List<string> refused, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        await using var other = await operational.CreateDbContextAsync(cancellationToken);
        if ((await FindAsync(db, id, cancellationToken) ?? await FindAsync(other, id, cancellationToken)) is not { } message)
        {
            return BounceOutcome.NotOurs;
        }

        return message.AccountId is { } account && refused.Exists(address => string.Equals(address, message.Recipient, StringComparison.OrdinalIgnoreCase))
            && await RefusedAddresses.MarkAsync(db, account, message.Recipient, "a mail came back", clock.GetUtcNow().UtcDateTime, cancellationToken)
            ? BounceOutcome.Marked
            : BounceOutcome.OfNobody;
    }

    private static Task<OutboxMessage?> FindAsync(StoreDb db, Guid id, CancellationToken cancellationToken) =>
        db.Set<OutboxMessage>().AsNoTracking().SingleOrDefaultAsync(message => message.Id == id && message.Channel == Channel.Mail, cancellationToken);

    /// <summary>The message of a Message-ID as <see cref="SmtpTransport"/> writes it; null when it is not one of ours.</summary>
    private Guid? IdOf(string messageId)
    {
        var at = messageId.IndexOf('@', StringComparison.Ordinal);
        var host = service.MailFrom[(service.MailFrom.IndexOf('@', StringComparison.Ordinal) + 1)..];
        return at > 0 && messageId.AsSpan(at + 1).Equals(host, StringComparison.OrdinalIgnoreCase) && Guid.TryParseExact(messageId[..at], "N", out var id) ? id : null;
    }
}
