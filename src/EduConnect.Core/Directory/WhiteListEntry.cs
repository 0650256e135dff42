using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Directory;

/// <summary>A school that one académie and degree may send (domain 2.2).</summary>
public sealed class WhiteListEntry
{
    /// <summary>Académie code on two digits.</summary>
    public required string Academie { get; set; }

    /// <summary>Degree.</summary>
    public Degree Degree { get; set; }

    /// <summary>UAI of the school.</summary>
    public required string Uai { get; set; }
}

/// <summary>Mapping of <see cref="WhiteListEntry"/>.</summary>
public sealed class WhiteListEntryConfiguration : MainConfiguration<WhiteListEntry>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<WhiteListEntry> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("WhiteListEntry");
        builder.HasKey(entry => new { entry.Academie, entry.Degree, entry.Uai });
    }
}
