using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.FranceConnect;

/// <summary>Whether operators have switched FranceConnect off (row #16). One row at most; none means on. Operational, so that it works during maintenance too.</summary>
public sealed class FranceConnectSwitch
{
    /// <summary>Key of the only row.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; set; } = OnlyId;

    /// <summary>Switched off.</summary>
    public bool IsOff { get; set; }

    /// <summary>Since (UTC).</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>Which operator did it.</summary>
    public string ChangedBy { get; set; } = string.Empty;
}

/// <summary>Mapping of <see cref="FranceConnectSwitch"/>.</summary>
public sealed class FranceConnectSwitchConfiguration : OperationalConfiguration<FranceConnectSwitch>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<FranceConnectSwitch> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("FranceConnectSwitch");
        builder.Property(one => one.Id).ValueGeneratedNever();
    }
}
