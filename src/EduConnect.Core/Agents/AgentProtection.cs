using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Agents;

/// <summary>Tries of one kind for one agent or typed username in a running quarter of an hour (S-TN8). Kept apart from main, which sign-in never writes.</summary>
public sealed class AgentTries
{
    /// <summary>What is counted: a kind and a hash of whom, never a typed username in clear.</summary>
    public required string Key { get; set; }

    /// <summary>When the quarter of an hour began (UTC).</summary>
    public DateTime Since { get; set; }

    /// <summary>Tries evaluated since.</summary>
    public int Count { get; set; }
}

/// <summary>Mapping of <see cref="AgentTries"/>.</summary>
public sealed class AgentTriesConfiguration : OperationalConfiguration<AgentTries>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AgentTries> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AgentTries");
        builder.HasKey(tries => tries.Key);
    }
}

/// <summary>A time step whose code an agent has used: the key decides, so a code works once (S-TN8).</summary>
public sealed class UsedTotpStep
{
    /// <summary>The agent.</summary>
    public Guid AgentId { get; set; }

    /// <summary>Number of the 30-second step.</summary>
    public long Step { get; set; }
}

/// <summary>Mapping of <see cref="UsedTotpStep"/>.</summary>
public sealed class UsedTotpStepConfiguration : OperationalConfiguration<UsedTotpStep>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<UsedTotpStep> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("UsedTotpStep");
        builder.HasKey(used => new { used.AgentId, used.Step });
    }
}
