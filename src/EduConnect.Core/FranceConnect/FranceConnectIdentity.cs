using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.FranceConnect;

/// <summary>A FranceConnect identity attached to an account: one account has at most one, one identity belongs to one account (rows #42, #43).</summary>
public sealed class FranceConnectIdentity
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>Issuer the subject comes from: subjects of a test environment mean nothing in production.</summary>
    public required string Environment { get; set; }

    /// <summary>The person's key there.</summary>
    public required string Subject { get; set; }

    /// <summary>The account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>Attached (UTC).</summary>
    public DateTime AttachedAt { get; set; }
}

/// <summary>Mapping of <see cref="FranceConnectIdentity"/>.</summary>
public sealed class FranceConnectIdentityConfiguration : MainConfiguration<FranceConnectIdentity>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<FranceConnectIdentity> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("FranceConnectIdentity");
        builder.Property(identity => identity.Id).ValueGeneratedNever();
        builder.HasIndex(identity => new { identity.Environment, identity.Subject }).IsUnique();
        builder.HasIndex(identity => new { identity.AccountId, identity.Environment }).IsUnique();
    }
}
