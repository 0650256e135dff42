using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Agents.Provider;

/// <summary>
/// Which person of the provider an agent is: bound at their first sign-in there, by username; the subject alone counts from then on. In the operational
/// store, since signing in never writes to main (ADR 0017).
/// </summary>
public sealed class AgentIdentity
{
    /// <summary>The agent.</summary>
    public Guid AgentId { get; set; }

    /// <summary>Issuer the subject comes from.</summary>
    public required string Issuer { get; set; }

    /// <summary>The person's key there.</summary>
    public required string Subject { get; set; }

    /// <summary>Bound (UTC).</summary>
    public DateTime BoundAt { get; set; }
}

/// <summary>Mapping of <see cref="AgentIdentity"/>.</summary>
public sealed class AgentIdentityConfiguration : OperationalConfiguration<AgentIdentity>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AgentIdentity> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AgentIdentity");
        builder.HasKey(identity => new { identity.AgentId, identity.Issuer });
        builder.HasIndex(identity => new { identity.Issuer, identity.Subject }).IsUnique();
    }
}
