using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Statistics;

/// <summary>The states of a territory's accounts on one day: what the evolution over the school year is drawn from. Kept for good; it is about nobody.</summary>
public sealed class TerritoryDay
{
    /// <summary>Level of the territory.</summary>
    public TerritoryLevel Level { get; set; }

    /// <summary>Code of the territory.</summary>
    public required string Code { get; set; }

    /// <summary>1st or 2nd degree.</summary>
    public Degree Degree { get; set; }

    /// <summary>Whose accounts.</summary>
    public ListKind List { get; set; }

    /// <summary>Day in Paris; counted twice on one day, the last counts.</summary>
    public DateOnly Day { get; set; }

    /// <summary>Accounts.</summary>
    public int Accounts { get; set; }

    /// <summary>Activated ones.</summary>
    public int Activated { get; set; }
}

/// <summary>Mapping of <see cref="TerritoryDay"/>.</summary>
public sealed class TerritoryDayConfiguration : MainConfiguration<TerritoryDay>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<TerritoryDay> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("TerritoryDay");
        builder.HasKey(day => new { day.Level, day.Code, day.Degree, day.List, day.Day });
    }
}

/// <summary>How many pupils of a territory have at least one guardian whose account is activated, on one day: the sum of its schools.</summary>
public sealed class TerritoryCoverage
{
    /// <summary>Level of the territory.</summary>
    public TerritoryLevel Level { get; set; }

    /// <summary>Code of the territory.</summary>
    public required string Code { get; set; }

    /// <summary>1st or 2nd degree.</summary>
    public Degree Degree { get; set; }

    /// <summary>Day in Paris.</summary>
    public DateOnly Day { get; set; }

    /// <summary>Pupils.</summary>
    public int Pupils { get; set; }

    /// <summary>Those with a guardian whose account is activated.</summary>
    public int Reached { get; set; }
}

/// <summary>Mapping of <see cref="TerritoryCoverage"/>.</summary>
public sealed class TerritoryCoverageConfiguration : MainConfiguration<TerritoryCoverage>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<TerritoryCoverage> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("TerritoryCoverage");
        builder.HasKey(coverage => new { coverage.Level, coverage.Code, coverage.Degree, coverage.Day });
    }
}
