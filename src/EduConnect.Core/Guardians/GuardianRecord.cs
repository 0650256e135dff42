using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Guardians;

/// <summary>One guardian as one source knows them. One real person often has several; they share an account when matched (domain §4).</summary>
public sealed class GuardianRecord
{
    /// <summary>Identifier, derived from the source key.</summary>
    public Guid Id { get; set; }

    /// <summary>Académie code on two digits.</summary>
    public required string Academie { get; set; }

    /// <summary>Degree of the source.</summary>
    public Degree Degree { get; set; }

    /// <summary>AAF id (ENTPersonJointure).</summary>
    public required string SourceId { get; set; }

    /// <summary>SIECLE or ONDE number, empty when the source does not give it.</summary>
    public string RegistrationNumber { get; set; } = string.Empty;

    /// <summary><c>M.</c>, <c>Mme</c> or empty (institutions).</summary>
    public string Civility { get; set; } = string.Empty;

    /// <summary>Birth name (nom de famille).</summary>
    public required string FamilyName { get; set; }

    /// <summary>Usual last name, shown on screens.</summary>
    public required string UsualName { get; set; }

    /// <summary>First name, empty for institutions.</summary>
    public string FirstName { get; set; } = string.Empty;

    /// <summary>Address the source gives, kept only when it looks like one; a proposal, never a verified contact (S-RC5).</summary>
    public string? Mail { get; set; }

    /// <summary>Mobile number the source gives, in E.164 form, when it is one.</summary>
    public string? Mobile { get; set; }

    /// <summary>Folded "usual name, first name, family name" for searches.</summary>
    public required string SearchName { get; set; }

    /// <summary>The account that holds this record; null for plain contacts and institutions without account.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>Hash of the source record, to tell what changed; null makes the next complet look at the record again.</summary>
    public long? RowHash { get; set; }

    /// <summary>When the record left its source (UTC); null while it is there.</summary>
    public DateTime? GoneAt { get; set; }
}

/// <summary>Mapping of <see cref="GuardianRecord"/>.</summary>
public sealed class GuardianRecordConfiguration : MainConfiguration<GuardianRecord>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<GuardianRecord> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("GuardianRecord");
        builder.Property(record => record.Id).ValueGeneratedNever();
        builder.HasIndex(record => new { record.Academie, record.Degree, record.SourceId }).IsUnique();
        builder.HasIndex(record => record.AccountId);
        builder.HasIndex(record => record.Mobile);
        builder.HasIndex(record => record.Mail);
    }
}
