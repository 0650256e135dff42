using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Directory;

/// <summary>How far the exports of one académie and degree have been applied.</summary>
public sealed class SourceFeed
{
    /// <summary>Académie code on two digits.</summary>
    public required string Academie { get; set; }

    /// <summary>Degree.</summary>
    public Degree Degree { get; set; }

    /// <summary>Date of the last complet applied.</summary>
    public DateOnly? LastCompletDate { get; set; }

    /// <summary>Date of the last export applied, complet or delta: nothing older is accepted.</summary>
    public DateOnly? LastExportDate { get; set; }
}

/// <summary>Mapping of <see cref="SourceFeed"/>.</summary>
public sealed class SourceFeedConfiguration : MainConfiguration<SourceFeed>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<SourceFeed> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("SourceFeed");
        builder.HasKey(feed => new { feed.Academie, feed.Degree });
    }
}
