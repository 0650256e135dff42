using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Maintenance;

/// <summary>A planned interruption (domain §15). Kept in the operational store, so that it can be ended while main is read-only.</summary>
public sealed class MaintenanceWindow
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>First instant (UTC) at which modifying is refused.</summary>
    public DateTime StartsAt { get; set; }

    /// <summary>First instant (UTC) at which it is allowed again.</summary>
    public DateTime EndsAt { get; set; }

    /// <summary>What the operator adds to the usual sentences; empty: nothing.</summary>
    public string Message { get; set; } = string.Empty;

    /// <summary>Planned (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Taken back, or ended early (UTC); null while it stands.</summary>
    public DateTime? CancelledAt { get; set; }

    /// <summary>Whether modifying is refused at <paramref name="now"/> (UTC).</summary>
    public bool IsInForce(DateTime now) => CancelledAt is null && StartsAt <= now && now < EndsAt;
}

/// <summary>Mapping of <see cref="MaintenanceWindow"/>.</summary>
public sealed class MaintenanceWindowConfiguration : OperationalConfiguration<MaintenanceWindow>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<MaintenanceWindow> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("MaintenanceWindow");
        builder.Property(window => window.Id).ValueGeneratedNever();
        builder.HasIndex(window => window.EndsAt);
    }
}
