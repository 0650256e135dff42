using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Directory;

/// <summary>Where an import of one delivery stands.</summary>
public enum ImportState
{
    /// <summary>Writing in chunks; after a crash the same delivery goes on from here.</summary>
    Applying = 0,

    /// <summary>Everything is written.</summary>
    Applied = 1,
}

/// <summary>The journal of one delivery (one académie, degree, kind and date): what makes a run restartable and a second one empty.</summary>
public sealed class ImportRun
{
    /// <summary>Identifier, derived from feed and fingerprint.</summary>
    public Guid Id { get; set; }

    /// <summary>Académie code on two digits.</summary>
    public required string Academie { get; set; }

    /// <summary>Degree.</summary>
    public Degree Degree { get; set; }

    /// <summary>Complet or delta.</summary>
    public Packaging.ExportKind Kind { get; set; }

    /// <summary>Date of the export.</summary>
    public DateOnly ExportDate { get; set; }

    /// <summary>SHA-256 over the files and the white list in force, in hexadecimal.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>State.</summary>
    public ImportState State { get; set; }

    /// <summary>The step that was committed last, such as <c>guardians</c>.</summary>
    public string Step { get; set; } = string.Empty;

    /// <summary>Chunks committed so far.</summary>
    public int Chunks { get; set; }

    /// <summary>What the committed chunks did, as JSON of the report's counts.</summary>
    public string Counts { get; set; } = "{}";

    /// <summary>First chunk (UTC).</summary>
    public DateTime StartedAt { get; set; }

    /// <summary>Everything written (UTC).</summary>
    public DateTime? EndedAt { get; set; }
}

/// <summary>Mapping of <see cref="ImportRun"/>.</summary>
public sealed class ImportRunConfiguration : MainConfiguration<ImportRun>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("ImportRun");
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.HasIndex(run => new { run.Academie, run.Degree, run.StartedAt });
    }
}
