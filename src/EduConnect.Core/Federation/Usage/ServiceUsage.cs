using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Federation.Usage;

/// <summary>How much a service was used on one day: figures only, of nobody in particular, so they stay when people go.</summary>
public sealed class ServiceUsage
{
    /// <summary>The service; kept after it left the registry.</summary>
    public required string ClientId { get; set; }

    /// <summary>The day on a Paris clock.</summary>
    public DateOnly Day { get; set; }

    /// <summary>How many times the service was entered.</summary>
    public int SignIns { get; set; }

    /// <summary>How many pupils entered it, each counted once.</summary>
    public int Pupils { get; set; }

    /// <summary>How many guardians entered it, each counted once.</summary>
    public int Guardians { get; set; }
}

/// <summary>Mapping of <see cref="ServiceUsage"/>.</summary>
public sealed class ServiceUsageConfiguration : MainConfiguration<ServiceUsage>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<ServiceUsage> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("ServiceUsage");
        builder.HasKey(usage => new { usage.ClientId, usage.Day });
        builder.Property(usage => usage.ClientId).HasMaxLength(100);
        builder.HasIndex(usage => usage.Day);
    }
}
