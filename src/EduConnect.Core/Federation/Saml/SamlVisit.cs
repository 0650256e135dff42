using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Federation.Saml;

/// <summary>A service that was entered by SAML in a session: whom to tell at sign-out, and by what name it knows the person.</summary>
public sealed class SamlVisit
{
    /// <summary>The session.</summary>
    public Guid SessionId { get; set; }

    /// <summary>The service.</summary>
    public required string ClientId { get; set; }

    /// <summary>The <c>NameID</c> it was given last.</summary>
    public required string NameId { get; set; }

    /// <summary>Form of that identifier.</summary>
    public SamlNameId NameIdForm { get; set; }

    /// <summary>Last entry (UTC).</summary>
    public DateTime EnteredAt { get; set; }

    /// <summary>When the service asked to sign out, or said that it has done so (UTC); null until then.</summary>
    public DateTime? LeftAt { get; set; }
}

/// <summary>Mapping of <see cref="SamlVisit"/>.</summary>
public sealed class SamlVisitConfiguration : OperationalConfiguration<SamlVisit>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<SamlVisit> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("SamlVisit");
        builder.HasKey(visit => new { visit.SessionId, visit.ClientId });
        builder.Property(visit => visit.ClientId).HasMaxLength(100);
        builder.Property(visit => visit.NameId).HasMaxLength(128);
        builder.HasIndex(visit => visit.EnteredAt);
    }
}
