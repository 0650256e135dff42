using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Platform.Audit;

/// <summary>Who did what, when and why (S-AU1). Saved together with the change it tells of; never updated.</summary>
public sealed class AuditEvent
{
    /// <summary>Sequence number, growing.</summary>
    public long Id { get; set; }

    /// <summary>Identifier of the event in the operational journal it was carried from, so that it is never carried twice; null for events born in main.</summary>
    public Guid? EventId { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }

    /// <summary>What, as a code of <c>docs/events.md</c>, such as <c>account.informed</c>.</summary>
    public required string Code { get; set; }

    /// <summary>Who.</summary>
    public ActorKind ActorKind { get; set; }

    /// <summary>Identifier of the agent or account; empty for the system.</summary>
    public string ActorId { get; set; } = string.Empty;

    /// <summary>In which school, when one is concerned.</summary>
    public Guid? SchoolId { get; set; }

    /// <summary>On which account, when one is concerned.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>
    /// A second account it is about, for the schools that know only that one (<see cref="Schools.Journal.LinkedSchools"/>). Not stored: the detail names it.
    /// </summary>
    public Guid? OtherAccountId { get; init; }

    /// <summary>Names of what changed, counts, states: never a secret, a birth date or a full address (S-AU1).</summary>
    public string Detail { get; set; } = string.Empty;

    /// <summary>The request it came from.</summary>
    public string RequestId { get; set; } = string.Empty;

    /// <summary>Network address it came from, in full.</summary>
    public string Network { get; set; } = string.Empty;
}

/// <summary>Mapping of <see cref="AuditEvent"/>.</summary>
public sealed class AuditEventConfiguration : MainConfiguration<AuditEvent>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AuditEvent");
        builder.Ignore(audit => audit.OtherAccountId);
        builder.HasIndex(audit => audit.AccountId);
        builder.HasIndex(audit => audit.EventId).IsUnique();
        builder.HasIndex(audit => new { audit.SchoolId, audit.At });
    }
}
