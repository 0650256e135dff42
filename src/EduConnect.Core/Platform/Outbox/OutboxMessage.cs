using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>By which way a message goes.</summary>
public enum Channel
{
    /// <summary>Nothing is sent: written so that an unknown person costs the same work as a known one (S-EN3).</summary>
    None = 0,

    /// <summary>Mail.</summary>
    Mail = 1,

    /// <summary>SMS.</summary>
    Sms = 2,
}

/// <summary>A message to send, written in the transaction of its cause, in either store; sent by the worker.</summary>
public sealed class OutboxMessage
{
    /// <summary>Identifier; also the provider's duplicate check.</summary>
    public Guid Id { get; set; }

    /// <summary>Way out.</summary>
    public Channel Channel { get; set; }

    /// <summary>Address or E.164 number.</summary>
    public required string Recipient { get; set; }

    /// <summary>Which text it is, for statistics and operators, such as <c>confirm-address</c>.</summary>
    public required string Template { get; set; }

    /// <summary>Subject of a mail; empty for an SMS.</summary>
    public string Subject { get; set; } = string.Empty;

    /// <summary>Plain text, sealed while it waits and, for a mail, empty once it is sent (<see cref="SealTexts"/>); the message is deleted 7 days after sending (S-GD1).</summary>
    public required string Text { get; set; }

    /// <summary>The same words in HTML; null for an SMS.</summary>
    public string? Html { get; set; }

    /// <summary>The account it is about, to mark its address in error after a permanent refusal.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>Written (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Not before (UTC): next try.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>Not after (UTC): a code is never sent late. Null: no limit.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Accepted by the relay or gateway (UTC).</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>What the gateway reported after it had accepted the message; none for mails.</summary>
    public DeliveryReport Report { get; set; }

    /// <summary>When it last reported (UTC); null before.</summary>
    public DateTime? ReportedAt { get; set; }

    /// <summary>Given up (UTC): permanent refusal, too many tries, or expired.</summary>
    public DateTime? FailedAt { get; set; }

    /// <summary>What the relay last answered, cut to 256 signs.</summary>
    public string? LastError { get; set; }
}

/// <summary>Mapping of <see cref="OutboxMessage"/> in the main store.</summary>
public sealed class MainOutboxConfiguration : MainConfiguration<OutboxMessage>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<OutboxMessage> builder) => OutboxMapping.Apply(builder);
}

/// <summary>Mapping of <see cref="OutboxMessage"/> in the operational store.</summary>
public sealed class OperationalOutboxConfiguration : OperationalConfiguration<OutboxMessage>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<OutboxMessage> builder) => OutboxMapping.Apply(builder);
}

/// <summary>The one table of messages, alike in both stores.</summary>
internal static class OutboxMapping
{
    /// <summary>Maps it.</summary>
    public static void Apply(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("OutboxMessage");
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.HasIndex(message => new { message.SentAt, message.FailedAt, message.DueAt });
    }
}
