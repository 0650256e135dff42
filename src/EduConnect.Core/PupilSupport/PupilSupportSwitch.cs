using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.PupilSupport;

/// <summary>What operators can switch off in Dépannage (row #17).</summary>
public enum PupilSupportFunction
{
    /// <summary>Informer.</summary>
    Inform = 1,

    /// <summary>Lister les comptes.</summary>
    List = 2,
}

/// <summary>Whether a function of Dépannage is switched off for security (row #17). No row means on. Operational, so that it works during maintenance too.</summary>
public sealed class PupilSupportSwitch
{
    /// <summary>Which function.</summary>
    public PupilSupportFunction Function { get; set; }

    /// <summary>Switched off.</summary>
    public bool IsOff { get; set; }

    /// <summary>Since (UTC).</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>Which operator did it.</summary>
    public string ChangedBy { get; set; } = string.Empty;
}

/// <summary>Mapping of <see cref="PupilSupportSwitch"/>.</summary>
public sealed class PupilSupportSwitchConfiguration : OperationalConfiguration<PupilSupportSwitch>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<PupilSupportSwitch> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("PupilSupportSwitch");
        builder.HasKey(one => one.Function);
        builder.Property(one => one.Function).ValueGeneratedNever();
    }
}
