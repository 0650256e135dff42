using System.Buffers.Text;
using System.Security.Cryptography;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>What an SMS gateway reports of a message, with Kannel's numbers.</summary>
public enum DeliveryReport
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>The phone has it.</summary>
    Delivered = 1,

    /// <summary>It will never arrive.</summary>
    Failed = 2,

    /// <summary>The operator keeps it until the phone is reached.</summary>
    Buffered = 4,

    /// <summary>The operator has it.</summary>
    Accepted = 8,

    /// <summary>The operator refused it.</summary>
    Rejected = 16,
}

/// <summary>Marks the address of reports, so that only the gateway that got a message can report of it.</summary>
public sealed class DeliveryReportMarks(KeyRing keys)
{
    /// <summary>Path of the reports; the message's identifier follows.</summary>
    public const string Path = "/passerelle/sms/";

    private const int MarkBytes = 16;

    /// <summary>The mark of a message.</summary>
    public string Of(Guid message) => Base64Url.EncodeToString(Value(keys.Current(KeyPurpose.DeliveryReports), message));

    /// <summary>Whether a mark is that of the message, under any key that is left.</summary>
    public bool IsOf(Guid message, string? mark) =>
        mark is { Length: < 64 } && Base64Url.IsValid(mark) && keys.All(KeyPurpose.DeliveryReports).Any(key => CryptographicOperations.FixedTimeEquals(Value(key, message), Base64Url.DecodeFromChars(mark)));

    private static byte[] Value(RingKey key, Guid message) => HMACSHA256.HashData(key.Secret, message.ToByteArray())[..MarkBytes];
}

/// <summary>Keeps what the gateway reports, in the outbox that holds the message. A final report is never replaced by an earlier one that comes late.</summary>
public sealed class DeliveryReports(MainDb main, OperationalDb operational, ReadOnlyMode readOnly, TimeProvider clock)
{
    /// <summary>Keeps one report; false when there is no such message (any more), or main cannot be written now: the gateway tries again.</summary>
    public async Task<bool> KeepAsync(Guid message, DeliveryReport report, CancellationToken cancellation) =>
        await KeepAsync(operational, message, report, cancellation) || (!readOnly.IsOn && await KeepAsync(main, message, report, cancellation));

    private async Task<bool> KeepAsync(StoreDb db, Guid message, DeliveryReport report, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var isFinal = report is DeliveryReport.Delivered or DeliveryReport.Failed or DeliveryReport.Rejected;
        var failedAt = report is DeliveryReport.Failed or DeliveryReport.Rejected ? now : (DateTime?)null;
        var found = await db.Set<OutboxMessage>().AnyAsync(row => row.Id == message && row.Channel == Channel.Sms, cancellation);
        if (found)
        {
            await db.Set<OutboxMessage>()
                .Where(row => row.Id == message && (isFinal || row.Report == DeliveryReport.None || row.Report == DeliveryReport.Accepted || row.Report == DeliveryReport.Buffered))
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Report, report).SetProperty(one => one.ReportedAt, now).SetProperty(one => one.FailedAt, failedAt), cancellation);
        }

        return found;
    }
}
