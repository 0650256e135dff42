using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Directory;

/// <summary>What a school decided about two pupils, or two guardians, that may be one person.</summary>
public enum DoubtDecision
{
    /// <summary>Waiting, listed under "Doublons possibles".</summary>
    Open = 0,

    /// <summary>Two different people.</summary>
    KeptApart = 1,

    /// <summary>One person: the two were joined, or that was proposed to the holder.</summary>
    Joined = 2,
}

/// <summary>Two pupils of one académie with the same names and birth date that the import does not dare to join (domain 2.6).</summary>
public sealed class PupilDoubt
{
    /// <summary>The pupil known first.</summary>
    public Guid PupilId { get; set; }

    /// <summary>The one that came later.</summary>
    public Guid OtherPupilId { get; set; }

    /// <summary>When the import noticed (UTC).</summary>
    public DateTime NoticedAt { get; set; }

    /// <summary>What became of it; an import never reopens a decision.</summary>
    public DoubtDecision Decision { get; set; }
}

/// <summary>Mapping of <see cref="PupilDoubt"/>.</summary>
public sealed class PupilDoubtConfiguration : MainConfiguration<PupilDoubt>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<PupilDoubt> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("PupilDoubt");
        builder.HasKey(doubt => new { doubt.PupilId, doubt.OtherPupilId });
        builder.HasIndex(doubt => doubt.OtherPupilId);
    }
}
