using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Guardians;

/// <summary>What a guardian is to a pupil: a property of the tie, not of the person.</summary>
public enum GuardianKind
{
    /// <summary>Représentant légal.</summary>
    LegalGuardian = 1,

    /// <summary>Personne en charge.</summary>
    PersonInCharge = 2,
}

/// <summary>What the guardian said of a tie.</summary>
public enum LinkStatement
{
    /// <summary>Nothing yet: shown to be confirmed, sent to no service.</summary>
    Unconfirmed = 0,

    /// <summary>Confirmed with the right birth date: shown and sent to services.</summary>
    Confirmed = 1,

    /// <summary>"Je ne suis pas le représentant légal de cet élève" (domain 7.1).</summary>
    ReportedWrong = 2,

    /// <summary>The birth date on file was reported as wrong (domain 7.4).</summary>
    BirthDateReported = 3,
}

/// <summary>The tie between a guardian record and a pupil, as one source declares it, with what the guardian says of it.</summary>
public sealed class GuardianLink
{
    /// <summary>The guardian record.</summary>
    public Guid GuardianRecordId { get; set; }

    /// <summary>The pupil record of the same source.</summary>
    public Guid PupilRecordId { get; set; }

    /// <summary>The pupil of the record, repeated here so that lists need one join less.</summary>
    public Guid PupilId { get; set; }

    /// <summary>Relation code of today's table (10 mother, 20 father, …).</summary>
    public required string Relation { get; set; }

    /// <summary>Legal guardian or person in charge. Plain contacts have no link.</summary>
    public GuardianKind Kind { get; set; }

    /// <summary>What the guardian said; an import never changes it, save to lift a report once the source is corrected.</summary>
    public LinkStatement Statement { get; set; }

    /// <summary>When they said it (UTC).</summary>
    public DateTime? StatedAt { get; set; }

    /// <summary>The birth date on file when it was reported as wrong, to notice its correction.</summary>
    public DateOnly? ReportedBirthDate { get; set; }

    /// <summary>When the tie left its source (UTC); null while it is there.</summary>
    public DateTime? GoneAt { get; set; }
}

/// <summary>Mapping of <see cref="GuardianLink"/>.</summary>
public sealed class GuardianLinkConfiguration : MainConfiguration<GuardianLink>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<GuardianLink> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("GuardianLink");
        builder.HasKey(link => new { link.GuardianRecordId, link.PupilRecordId });
        builder.HasIndex(link => link.PupilRecordId);
        builder.HasIndex(link => link.PupilId);
    }
}
