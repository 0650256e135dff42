using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Portal;

/// <summary>
/// One row of the portal: where it leads and for whom it is shown (domain 14.1). It opens nothing by itself: a service that recognises
/// people through this provider has its contract in the registry (<see cref="Service"/>).
/// </summary>
public sealed class PortalService
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>What operators call it: lower-case letters, digits and hyphens, at most 60.</summary>
    public required string Code { get; set; }

    /// <summary>Name shown to families, at most 80 signs.</summary>
    public required string Name { get; set; }

    /// <summary>A second, smaller line; empty when there is none, at most 120 signs.</summary>
    public string Note { get; set; } = string.Empty;

    /// <summary>The web address it leads to.</summary>
    public required string Address { get; set; }

    /// <summary>Name of its drawing.</summary>
    public string Icon { get; set; } = "grid";

    /// <summary>Whom it is shown to.</summary>
    public Audience Audience { get; set; } = Audience.Everybody;

    /// <summary>The only degree it is for; null for both.</summary>
    public Degree? Degree { get; set; }

    /// <summary>Codes of the académies it is for. With no académie and no school named, it is for all.</summary>
    public IReadOnlyList<string> Academies { get; set; } = [];

    /// <summary>UAI of the schools it is for, beside those of <see cref="Academies"/>.</summary>
    public IReadOnlyList<string> Schools { get; set; } = [];

    /// <summary>Rows are shown by growing position, then by name.</summary>
    public int Position { get; set; } = 100;

    /// <summary>False: shown to nobody, nothing is deleted.</summary>
    public bool IsShown { get; set; } = true;
}

/// <summary>Mapping of <see cref="PortalService"/>.</summary>
public sealed class PortalServiceConfiguration : MainConfiguration<PortalService>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<PortalService> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("PortalService");
        builder.Property(service => service.Id).ValueGeneratedNever();
        builder.HasIndex(service => service.Code).IsUnique();
        StoredLines.Map(builder.Property(service => service.Academies));
        StoredLines.Map(builder.Property(service => service.Schools));
    }
}
