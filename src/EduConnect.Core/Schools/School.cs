using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Schools;

/// <summary>A school (établissement or école), known by its UAI.</summary>
public sealed class School
{
    /// <summary>Identifier, derived from the UAI.</summary>
    public Guid Id { get; set; }

    /// <summary>National code: 7 digits and a check letter.</summary>
    public required string Uai { get; set; }

    /// <summary>Identifier in the académie's directory (ENTStructureJointure): what the composites of the files refer to.</summary>
    public required string SourceId { get; set; }

    /// <summary>Académie code on two digits, such as <c>13</c>.</summary>
    public required string Academie { get; set; }

    /// <summary>Degree of the source that declares it.</summary>
    public Degree Degree { get; set; }

    /// <summary>Short type, such as <c>CLG</c> or <c>E.E.PU</c>; empty when the source has none.</summary>
    public string TypeLabel { get; set; } = string.Empty;

    /// <summary>Usual name, without town; exports of the 2nd degree repeat the type in it.</summary>
    public required string Name { get; set; }

    /// <summary>Type and name, the type once: <c>CLG LES TROIS MOULINS</c>.</summary>
    public string TitledName => Titled(TypeLabel, Name);

    /// <summary>Town.</summary>
    public string Town { get; set; } = string.Empty;

    /// <summary>Street, post code; for letters.</summary>
    public string Street { get; set; } = string.Empty;

    /// <summary>Post code.</summary>
    public string PostCode { get; set; } = string.Empty;

    /// <summary>The school's own address for notices (ties reported wrong), when the source has one.</summary>
    public string? Mail { get; set; }

    /// <summary>Département code on three signs, the first of the UAI (<c>075</c>, <c>974</c>).</summary>
    public required string Departement { get; set; }

    /// <summary>Circonscription (1st degree only), by its source id.</summary>
    public string? Circonscription { get; set; }

    /// <summary>True for private schools under contract.</summary>
    public bool IsPrivate { get; set; }

    /// <summary>Hash of the source record, to tell what changed; null makes the next complet look at the record again.</summary>
    public long? RowHash { get; set; }

    /// <summary>When a directory export last touched this school (UTC): row #119.</summary>
    public DateTime? UpdatedFromDirectoryAt { get; set; }

    /// <summary>When it left the directory (UTC); null while it is there.</summary>
    public DateTime? GoneAt { get; set; }

    /// <summary>Type and name, the type once.</summary>
    internal static string Titled(string type, string name) =>
        type.Length == 0 || name.StartsWith(type + " ", StringComparison.OrdinalIgnoreCase) ? name : $"{type} {name}";
}

/// <summary>Mapping of <see cref="School"/>.</summary>
public sealed class SchoolConfiguration : MainConfiguration<School>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<School> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("School");
        builder.Property(school => school.Id).ValueGeneratedNever();
        builder.HasIndex(school => school.Uai).IsUnique();
        builder.HasIndex(school => new { school.Academie, school.Degree, school.SourceId });
        builder.HasIndex(school => new { school.Departement, school.Degree });
    }
}
