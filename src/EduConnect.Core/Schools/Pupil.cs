using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Schools;

/// <summary>A child enrolled in a school: one person, whatever the number of sources that know them (domain 2.6).</summary>
public sealed class Pupil
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>National number (11 signs), when known: the identity of the person.</summary>
    public string? Ine { get; set; }

    /// <summary>Birth name (nom de famille).</summary>
    public required string FamilyName { get; set; }

    /// <summary>Usual last name, shown on screens; the birth name when the source has no other.</summary>
    public required string UsualName { get; set; }

    /// <summary>Usual first name.</summary>
    public required string FirstName { get; set; }

    /// <summary>Birth date.</summary>
    public DateOnly? BirthDate { get; set; }

    /// <summary><c>M.</c>, <c>Mme</c> or empty.</summary>
    public string Civility { get; set; } = string.Empty;

    /// <summary>Key of folded birth name, first name and birth date: finds the same child without INE (domain 2.6). Computed by the import.</summary>
    public long IdentityKey { get; set; }

    /// <summary>Folded "usual name, first name, family name" for searches.</summary>
    public required string SearchName { get; set; }
}

/// <summary>Mapping of <see cref="Pupil"/>.</summary>
public sealed class PupilConfiguration : MainConfiguration<Pupil>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Pupil> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Pupil");
        builder.Property(pupil => pupil.Id).ValueGeneratedNever();
        builder.HasIndex(pupil => pupil.Ine).IsUnique();
        builder.HasIndex(pupil => pupil.IdentityKey);
    }
}
