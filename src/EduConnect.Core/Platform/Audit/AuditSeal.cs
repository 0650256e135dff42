using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Platform.Audit;

/// <summary>
/// A link of the chain over the audit trail (S-AU2): says what a run of events held when it was sealed, under a key that is not in the database.
/// Never updated but for <see cref="ErasedAt"/>.
/// </summary>
public sealed class AuditSeal
{
    /// <summary>1 for the first one, then one more each time: a number that lacks is a seal that was taken away.</summary>
    public long Number { get; set; }

    /// <summary>Number of the last event sealed; the first one follows the last of the seal before.</summary>
    public long LastEvent { get; set; }

    /// <summary>How many events.</summary>
    public int Events { get; set; }

    /// <summary>Moment of the youngest of them (UTC): they are erased together when it is old enough.</summary>
    public DateTime LatestAt { get; set; }

    /// <summary>SHA-256 of the events, in the order of their numbers.</summary>
    public required byte[] Content { get; set; }

    /// <summary>When the seal was made (UTC).</summary>
    public DateTime SealedAt { get; set; }

    /// <summary>The key of <see cref="Crypto.KeyPurpose.AuditSeals"/>.</summary>
    public required string KeyId { get; set; }

    /// <summary>HMAC-SHA-256 over everything above and the code of the seal before.</summary>
    public required byte[] Code { get; set; }

    /// <summary>When the events were erased because they were old enough (UTC); null while they are there.</summary>
    public DateTime? ErasedAt { get; set; }
}

/// <summary>Mapping of <see cref="AuditSeal"/>.</summary>
public sealed class AuditSealConfiguration : MainConfiguration<AuditSeal>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AuditSeal");
        builder.HasKey(seal => seal.Number);
        builder.Property(seal => seal.Number).ValueGeneratedNever();
    }
}
