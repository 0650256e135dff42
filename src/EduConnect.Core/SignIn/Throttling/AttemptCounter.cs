using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.SignIn.Throttling;

/// <summary>Failures counted under one key: a username, a username seen from one network, a known device, a network, a birth-date record.</summary>
/// <remarks>Rows are only ever changed by <see cref="AttemptCounters"/>, in one statement each, so that parallel tries are all counted.</remarks>
public sealed class AttemptCounter
{
    /// <summary>What is counted, as one letter and a hash: no username or address can be read from it.</summary>
    public required string Key { get; set; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>Failures since <see cref="WindowBeganAt"/>.</summary>
    public int WindowFailures { get; set; }

    /// <summary>When the present window began (UTC).</summary>
    public DateTime WindowBeganAt { get; set; }

    /// <summary>Last failure (UTC).</summary>
    public DateTime LastFailedAt { get; set; }

    /// <summary>When a wait that has to be served before the next try was asked for (UTC); null when none is.</summary>
    public DateTime? WaitingSince { get; set; }
}

/// <summary>Mapping of <see cref="AttemptCounter"/>.</summary>
public sealed class AttemptCounterConfiguration : OperationalConfiguration<AttemptCounter>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AttemptCounter> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AttemptCounter");
        builder.HasKey(counter => counter.Key);
        builder.HasIndex(counter => counter.LastFailedAt);
    }
}
