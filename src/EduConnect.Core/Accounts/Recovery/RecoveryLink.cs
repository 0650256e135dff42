using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>The link of a mail that leads to a new password (S-RC1). In the operational store: asking for one never writes main.</summary>
public sealed class RecoveryLink
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The account; empty for a row that was written for nobody.</summary>
    public Guid AccountId { get; set; }

    /// <summary>SHA-256 of the token in the address; the token itself is stored nowhere.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>The passwords and contacts it was given out against.</summary>
    public required byte[] ProofHash { get; set; }

    /// <summary>Where the person came from; null for the portal.</summary>
    public string? ReturnPath { get; set; }

    /// <summary>Sent (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Works until (UTC).</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>Used, or replaced by another (UTC); null while it works.</summary>
    public DateTime? UsedAt { get; set; }
}

/// <summary>Mapping of <see cref="RecoveryLink"/>.</summary>
public sealed class RecoveryLinkConfiguration : OperationalConfiguration<RecoveryLink>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<RecoveryLink> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("RecoveryLink");
        builder.Property(link => link.Id).ValueGeneratedNever();
        builder.HasIndex(link => link.TokenHash).IsUnique();
        builder.HasIndex(link => link.AccountId);
        builder.HasIndex(link => link.ExpiresAt);
    }
}
