using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Activation.Transition;

/// <summary>A former system (ATEN, an ENT) that may send here the people it has authenticated (domain 5.5, <c>docs/adr/0011</c>). Closed until an operator opens it.</summary>
public sealed class FormerSystem
{
    /// <summary>Technical identity.</summary>
    public Guid Id { get; set; }

    /// <summary>What its assertions carry as <c>iss</c>: 1 to 60 lower-case letters, digits, dots and hyphens.</summary>
    public required string Code { get; set; }

    /// <summary>Name shown to families, at most 80 characters.</summary>
    public required string Name { get; set; }

    /// <summary><see cref="ActivationMode.Aten"/> or <see cref="ActivationMode.Ent"/>: fixed here, never said by an assertion (row #70).</summary>
    public ActivationMode Mode { get; set; }

    /// <summary>Whether its assertions are listened to.</summary>
    public bool IsEnabled { get; set; }

    /// <summary>Its public keys, as a JSON Web Key Set (RFC 7517).</summary>
    public required string PublicKeys { get; set; }

    /// <summary>Académies for whose schools it may speak, two digits each.</summary>
    public IReadOnlyList<string> Academies { get; set; } = [];

    /// <summary>Further schools it may speak for, by UAI.</summary>
    public IReadOnlyList<string> Schools { get; set; } = [];

    /// <summary>Addresses people may be led on to, compared sign by sign.</summary>
    public IReadOnlyList<string> ReturnAddresses { get; set; } = [];

    /// <summary>Entered (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Whether it may speak for the people of a school: of the 2nd degree, still there, and registered.</summary>
    public bool MaySpeakFor(School school)
    {
        ArgumentNullException.ThrowIfNull(school);
        return school is { Degree: Degree.Second, GoneAt: null } && (Academies.Contains(school.Academie) || Schools.Contains(school.Uai));
    }
}

/// <summary>Mapping of <see cref="FormerSystem"/>.</summary>
public sealed class FormerSystemConfiguration : MainConfiguration<FormerSystem>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<FormerSystem> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("FormerSystem");
        builder.Property(system => system.Id).ValueGeneratedNever();
        builder.Property(system => system.Code).HasMaxLength(60);
        builder.HasIndex(system => system.Code).IsUnique();
        builder.Property(system => system.Name).HasMaxLength(80);
        StoredLines.Map(builder.Property(system => system.Academies));
        StoredLines.Map(builder.Property(system => system.Schools));
        StoredLines.Map(builder.Property(system => system.ReturnAddresses));
    }
}
