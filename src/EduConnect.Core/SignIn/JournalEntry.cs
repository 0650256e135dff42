using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.SignIn;

/// <summary>
/// Something that happened in the operational store and belongs in main: sign-in, refused sign-in, rehash, release to a service.
/// Drained into main by event id, nothing lost or doubled, when main can be written (S-MT1).
/// </summary>
public sealed class JournalEntry
{
    /// <summary>Identifier of the event.</summary>
    public Guid Id { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }

    /// <summary>What, as an audit code, such as <c>signin.succeeded</c>.</summary>
    public required string Code { get; set; }

    /// <summary>The account, when one is known.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>Facts of the event as JSON; never a secret. A new password hash travels in <see cref="PasswordHash"/>.</summary>
    public string Detail { get; set; } = string.Empty;

    /// <summary>Hash with today's parameters, to store in main (S-PW2).</summary>
    public string? PasswordHash { get; set; }

    /// <summary>The request it came from.</summary>
    public string RequestId { get; set; } = string.Empty;

    /// <summary>Network address it came from.</summary>
    public string Network { get; set; } = string.Empty;

    /// <summary>Applied to main (UTC); null while waiting.</summary>
    public DateTime? DrainedAt { get; set; }
}

/// <summary>Mapping of <see cref="JournalEntry"/>.</summary>
public sealed class JournalEntryConfiguration : OperationalConfiguration<JournalEntry>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("JournalEntry");
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.HasIndex(entry => new { entry.DrainedAt, entry.At });
    }
}
