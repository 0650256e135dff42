using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Statistics;

/// <summary>By what the figures of a school are broken down (row #208).</summary>
public enum Breakdown
{
    /// <summary>Not at all: the whole school.</summary>
    School = 0,

    /// <summary>Par classe.</summary>
    Class = 1,

    /// <summary>Par MEF (2nd degree).</summary>
    Mef = 2,

    /// <summary>Par niveau (1st degree, row #210).</summary>
    Level = 3,
}

/// <summary>How many accounts of a school stand in one state by one path, as last counted. What nobody is in has no row.</summary>
/// <remarks>A guardian of two children counts once in the school, and once in each of their classes: classes do not add up to the school.</remarks>
public sealed class SchoolFigure
{
    /// <summary>The school.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>Whose accounts: one of the lists of the school; pupils from elsewhere count at home.</summary>
    public ListKind List { get; set; }

    /// <summary>Broken down by what.</summary>
    public Breakdown Breakdown { get; set; }

    /// <summary>Code of the class or MEF, or the level; empty for the whole school, and for pupils who have none.</summary>
    public required string Item { get; set; }

    /// <summary>State.</summary>
    public AccountState State { get; set; }

    /// <summary>Origine du compte.</summary>
    public ActivationMode Mode { get; set; }

    /// <summary>Accounts.</summary>
    public int Accounts { get; set; }
}

/// <summary>Mapping of <see cref="SchoolFigure"/>.</summary>
public sealed class SchoolFigureConfiguration : MainConfiguration<SchoolFigure>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<SchoolFigure> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("SchoolFigure");
        builder.HasKey(figure => new { figure.SchoolId, figure.List, figure.Breakdown, figure.Item, figure.State, figure.Mode });
    }
}
