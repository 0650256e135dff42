using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Agents;

/// <summary>A person of the ministry who signs in to administer: a local account with password and TOTP (domain 12.3).</summary>
public sealed class Agent
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>Username in lower case.</summary>
    public required string Username { get; set; }

    /// <summary>Name as screens show it, such as <c>S. Carpentier</c>.</summary>
    public required string DisplayName { get; set; }

    /// <summary>UAI of the school they work in, whose head may delegate to them; null for agents of an académie and operators.</summary>
    public string? Uai { get; set; }

    /// <summary>Hash of the password (15 code points at least).</summary>
    public required string PasswordHash { get; set; }

    /// <summary>TOTP seed, encrypted with a key outside the database (S-TN8).</summary>
    public required byte[] TotpSeed { get; set; }

    /// <summary>Made (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Withdrawn (UTC): signs in no more, and open sessions end at their next request.</summary>
    public DateTime? DisabledAt { get; set; }
}

/// <summary>Mapping of <see cref="Agent"/>.</summary>
public sealed class AgentConfiguration : MainConfiguration<Agent>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Agent> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Agent");
        builder.Property(agent => agent.Id).ValueGeneratedNever();
        builder.HasIndex(agent => agent.Username).IsUnique();
        builder.HasIndex(agent => agent.Uai);
    }
}
