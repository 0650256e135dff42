using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
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
/// <remarks>A gateway reports once. While main cannot be written, a report of one of its messages waits in the journal of the operational store.</remarks>
public sealed class DeliveryReports(MainDb main, OperationalDb operational, ReadOnlyMode readOnly, IRandomSource random, TimeProvider clock)
{
    /// <summary>Code of a journal entry that holds a report until main can be written again.</summary>
    public const string LateCode = "sms.reported-late";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Keeps one report; false when there is no such message (any more).</summary>
    public async Task<bool> KeepAsync(Guid message, DeliveryReport report, CancellationToken cancellation) =>
        await ApplyAsync(operational, message, report, Now, cancellation)
        || (readOnly.IsOn ? await KeepForLaterAsync(message, report, cancellation) : await ApplyAsync(main, message, report, Now, cancellation));

    /// <summary>Applies to main what an entry of <see cref="LateCode"/> holds.</summary>
    public static async Task ApplyLateAsync(MainDb main, JournalEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var late = JsonSerializer.Deserialize<LateReport>(entry.Detail)!;
        await ApplyAsync(main, late.Message, late.Report, entry.At, cancellation);
    }

    private async Task<bool> KeepForLaterAsync(Guid message, DeliveryReport report, CancellationToken cancellation)
    {
        var isKnown = await IsKnownAsync(main, message, cancellation);
        if (isKnown)
        {
            operational.Add(new JournalEntry { Id = random.NewId(), At = Now, Code = LateCode, Detail = JsonSerializer.Serialize(new LateReport(message, report)) });
            await operational.SaveChangesAsync(cancellation);
        }

        return isKnown;
    }

    private static async Task<bool> ApplyAsync(StoreDb db, Guid message, DeliveryReport report, DateTime at, CancellationToken cancellation)
    {
        var isFinal = report is DeliveryReport.Delivered or DeliveryReport.Failed or DeliveryReport.Rejected;
        var failedAt = report is DeliveryReport.Failed or DeliveryReport.Rejected ? at : (DateTime?)null;
        var isKnown = await IsKnownAsync(db, message, cancellation);
        if (isKnown)
        {
            await db.Set<OutboxMessage>()
                .Where(row => row.Id == message && (isFinal || row.Report == DeliveryReport.None || row.Report == DeliveryReport.Accepted || row.Report == DeliveryReport.Buffered))
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Report, report).SetProperty(one => one.ReportedAt, at).SetProperty(one => one.FailedAt, failedAt), cancellation);
        }

        return isKnown;
    }

    private static Task<bool> IsKnownAsync(StoreDb db, Guid message, CancellationToken cancellation) =>
        db.Set<OutboxMessage>().AnyAsync(row => row.Id == message && row.Channel == Channel.Sms, cancellation);

    private sealed record LateReport(Guid Message, DeliveryReport Report);
}
