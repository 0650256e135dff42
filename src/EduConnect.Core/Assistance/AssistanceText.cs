using EduConnect.Core.Directory;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Assistance;

/// <summary>What an académie tells the families of one degree about its help (domain 14.3, row #242): Markdown, written by operators.</summary>
public sealed class AssistanceText
{
    /// <summary>Longest text, in signs.</summary>
    public const int LongestText = 8_000;

    /// <summary>Code of the académie.</summary>
    public required string Academie { get; set; }

    /// <summary>Degree of the children.</summary>
    public Degree Degree { get; set; }

    /// <summary>Markdown, never HTML.</summary>
    public required string Text { get; set; }

    /// <summary>When it was last written (UTC).</summary>
    public DateTime WrittenAt { get; set; }

    /// <summary>By whom: identifier of the agent, or what a command was run as; empty where nobody noted it.</summary>
    public string WrittenBy { get; set; } = string.Empty;

    /// <summary>The name its versions stand under.</summary>
    public static string SubjectOf(string academie, Degree degree) => $"assistance/{academie}/{DegreeCode.Write(degree)}";
}

/// <summary>Mapping of <see cref="AssistanceText"/>.</summary>
public sealed class AssistanceTextConfiguration : MainConfiguration<AssistanceText>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AssistanceText> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AssistanceText");
        builder.HasKey(text => new { text.Academie, text.Degree });
        builder.Property(text => text.WrittenBy).HasDefaultValue(string.Empty);
    }
}
