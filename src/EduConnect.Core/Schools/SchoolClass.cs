using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Schools;

/// <summary>A class of one school.</summary>
public sealed class SchoolClass
{
    /// <summary>Identifier, derived from the school and the code.</summary>
    public Guid Id { get; set; }

    /// <summary>The school it belongs to.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>Key inside the school: the class name in the 2nd degree, the stable class id in the 1st.</summary>
    public required string Code { get; set; }

    /// <summary>What people call it; the code when the source gives nothing else.</summary>
    public required string Label { get; set; }

    /// <summary>How a school names it on its own screens and letters: the code in the 2nd degree; the label in the 1st, whose code is an internal number (rows #146, #150, #188).</summary>
    public string NameIn(Degree degree) => degree == Degree.First ? Label : Code;
}

/// <summary>Mapping of <see cref="SchoolClass"/>.</summary>
public sealed class SchoolClassConfiguration : MainConfiguration<SchoolClass>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<SchoolClass> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("SchoolClass");
        builder.Property(schoolClass => schoolClass.Id).ValueGeneratedNever();
        builder.HasIndex(schoolClass => new { schoolClass.SchoolId, schoolClass.Code }).IsUnique();
    }
}
