using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Schools;

/// <summary>How a pupil belongs to a school.</summary>
public enum EnrolmentKind
{
    /// <summary>The pupil's own school.</summary>
    Home = 1,

    /// <summary>A shared course in a school that is not theirs: élève extérieur (domain 2.7).</summary>
    External = 2,
}

/// <summary>A pupil in a school, as one source says; at most one row per source record and school.</summary>
public sealed class Enrolment
{
    /// <summary>The source record that says so.</summary>
    public Guid PupilRecordId { get; set; }

    /// <summary>The school.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>The pupil of the record, repeated here so that lists need one join less.</summary>
    public Guid PupilId { get; set; }

    /// <summary>Class, null while the pupil has none.</summary>
    public Guid? ClassId { get; set; }

    /// <summary>Curriculum (2nd degree).</summary>
    public string? MefCode { get; set; }

    /// <summary>Level (1st degree), such as <c>CE1</c>.</summary>
    public string? Level { get; set; }

    /// <summary>Own school or shared course.</summary>
    public EnrolmentKind Kind { get; set; }
}

/// <summary>Mapping of <see cref="Enrolment"/>.</summary>
public sealed class EnrolmentConfiguration : MainConfiguration<Enrolment>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Enrolment> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Enrolment");
        builder.HasKey(enrolment => new { enrolment.PupilRecordId, enrolment.SchoolId });
        builder.HasIndex(enrolment => new { enrolment.SchoolId, enrolment.ClassId });
        builder.HasIndex(enrolment => enrolment.PupilId);
    }
}
