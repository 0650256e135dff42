using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Schools;

/// <summary>A curriculum (module élémentaire de formation): 11 signs, letters possible, leading zeros matter.</summary>
public sealed class Mef
{
    /// <summary>Code, such as <c>10010012110</c>.</summary>
    public required string Code { get; set; }

    /// <summary>Label, such as <c>6EME</c>; not unique.</summary>
    public required string Label { get; set; }

    /// <summary>Statistical code (ENTMEFSTAT11), 11 signs; its first four are the level sent to services. Null when the source gives none.</summary>
    public string? StatisticalCode { get; set; }
}

/// <summary>Mapping of <see cref="Mef"/>.</summary>
public sealed class MefConfiguration : MainConfiguration<Mef>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Mef> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Mef");
        builder.HasKey(mef => mef.Code);
    }
}
