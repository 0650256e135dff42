using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Statistics;

/// <summary>How many pupils of a school have at least one guardian whose account is activated (row #210), as last counted.</summary>
public sealed class SchoolCoverage
{
    /// <summary>The school.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>Broken down by what.</summary>
    public Breakdown Breakdown { get; set; }

    /// <summary>Code of the class or MEF, or the level; empty for the whole school, and for pupils who have none.</summary>
    public required string Item { get; set; }

    /// <summary>Pupils whose own school it is.</summary>
    public int Pupils { get; set; }

    /// <summary>Those with a guardian, of either kind, whose account is activated.</summary>
    public int Reached { get; set; }
}

/// <summary>Mapping of <see cref="SchoolCoverage"/>.</summary>
public sealed class SchoolCoverageConfiguration : MainConfiguration<SchoolCoverage>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<SchoolCoverage> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("SchoolCoverage");
        builder.HasKey(coverage => new { coverage.SchoolId, coverage.Breakdown, coverage.Item });
    }
}

/// <summary>When the figures of a school were counted (row #203).</summary>
public sealed class SchoolStatistics
{
    /// <summary>The school.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime ComputedAt { get; set; }
}

/// <summary>Mapping of <see cref="SchoolStatistics"/>.</summary>
public sealed class SchoolStatisticsConfiguration : MainConfiguration<SchoolStatistics>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<SchoolStatistics> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("SchoolStatistics");
        builder.HasKey(statistics => statistics.SchoolId);
        builder.Property(statistics => statistics.SchoolId).ValueGeneratedNever();
    }
}
