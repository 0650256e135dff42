using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Statistics;

/// <summary>How many accounts of a territory stand in one state by one path, as last counted (row #226). Everybody counts once, however many of its schools they belong to.</summary>
public sealed class TerritoryFigure
{
    /// <summary>Degree of the rows that count both together: guardians, each once however many degrees their children are in (rows #222 to #224).</summary>
    public const Degree BothDegrees = default;

    /// <summary>Level of the territory.</summary>
    public TerritoryLevel Level { get; set; }

    /// <summary>Code of the territory.</summary>
    public required string Code { get; set; }

    /// <summary>1st or 2nd degree, or <see cref="BothDegrees"/>.</summary>
    public Degree Degree { get; set; }

    /// <summary>Whose accounts.</summary>
    public ListKind List { get; set; }

    /// <summary>State.</summary>
    public AccountState State { get; set; }

    /// <summary>Origine du compte.</summary>
    public ActivationMode Mode { get; set; }

    /// <summary>Accounts.</summary>
    public int Accounts { get; set; }
}

/// <summary>Mapping of <see cref="TerritoryFigure"/>.</summary>
public sealed class TerritoryFigureConfiguration : MainConfiguration<TerritoryFigure>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<TerritoryFigure> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("TerritoryFigure");
        builder.HasKey(figure => new { figure.Level, figure.Code, figure.Degree, figure.List, figure.State, figure.Mode });
    }
}

/// <summary>When the figures of a territory were counted.</summary>
public sealed class TerritoryStatistics
{
    /// <summary>Level of the territory.</summary>
    public TerritoryLevel Level { get; set; }

    /// <summary>Code of the territory.</summary>
    public required string Code { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime ComputedAt { get; set; }
}

/// <summary>Mapping of <see cref="TerritoryStatistics"/>.</summary>
public sealed class TerritoryStatisticsConfiguration : MainConfiguration<TerritoryStatistics>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<TerritoryStatistics> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("TerritoryStatistics");
        builder.HasKey(statistics => new { statistics.Level, statistics.Code });
    }
}
