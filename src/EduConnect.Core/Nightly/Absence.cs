using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Nightly;

/// <summary>Somebody whom no school knows any more, and the night that noticed: the retention time counts from there. Gone as soon as they are back.</summary>
public sealed class Absence
{
    /// <summary>The pupil, or the account of the guardian.</summary>
    public Guid PersonId { get; set; }

    /// <summary>Pupil or guardian.</summary>
    public AccountKind Kind { get; set; }

    /// <summary>Noticed (UTC).</summary>
    public DateTime Since { get; set; }
}

/// <summary>Mapping of <see cref="Absence"/>.</summary>
public sealed class AbsenceConfiguration : MainConfiguration<Absence>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Absence> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Absence");
        builder.HasKey(absence => absence.PersonId);
        builder.Property(absence => absence.PersonId).ValueGeneratedNever();
        builder.HasIndex(absence => new { absence.Kind, absence.Since });
    }
}
