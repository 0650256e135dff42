using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Directory;

/// <summary>A pupil as one source knows them: one row per académie, degree and AAF id.</summary>
public sealed class PupilRecord
{
    /// <summary>Identifier, derived from the source key.</summary>
    public Guid Id { get; set; }

    /// <summary>Académie code on two digits.</summary>
    public required string Academie { get; set; }

    /// <summary>Degree of the source.</summary>
    public Degree Degree { get; set; }

    /// <summary>AAF id (ENTPersonJointure): row #237.</summary>
    public required string SourceId { get; set; }

    /// <summary>SIECLE or ONDE number (ENTEleveStructRattachId), empty when unknown; goes into FrEduVecteur.</summary>
    public string RegistrationNumber { get; set; } = string.Empty;

    /// <summary>The person.</summary>
    public Guid PupilId { get; set; }

    /// <summary>Hash of the source record, to tell what changed; null makes the next complet look at the record again.</summary>
    public long? RowHash { get; set; }

    /// <summary>When the record left its source (UTC); null while it is there.</summary>
    public DateTime? GoneAt { get; set; }
}

/// <summary>Mapping of <see cref="PupilRecord"/>.</summary>
public sealed class PupilRecordConfiguration : MainConfiguration<PupilRecord>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<PupilRecord> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("PupilRecord");
        builder.Property(record => record.Id).ValueGeneratedNever();
        builder.HasIndex(record => new { record.Academie, record.Degree, record.SourceId }).IsUnique();
        builder.HasIndex(record => record.PupilId);
    }
}
