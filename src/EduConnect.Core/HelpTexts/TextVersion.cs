using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.HelpTexts;

/// <summary>What a help text became at one time, and by whom (domain 14.2, 14.3). Never updated: whoever writes adds the next one, so nobody's words are lost.</summary>
public sealed class TextVersion
{
    /// <summary>Longest name of a text, in signs.</summary>
    public const int LongestSubject = 100;

    /// <summary>Which text: <c>assistance/14/2D</c>, <c>faq/20-connexion</c>.</summary>
    public required string Subject { get; set; }

    /// <summary>From 1, without a gap; the highest is the one in force.</summary>
    public int Number { get; set; }

    /// <summary>Markdown; null from where the text that the service brings stands again.</summary>
    public string? Text { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime WrittenAt { get; set; }

    /// <summary>Identifier of the agent, or what a command was run as.</summary>
    public string WrittenBy { get; set; } = string.Empty;
}

/// <summary>Mapping of <see cref="TextVersion"/>. Two who write at once want the same number: the key lets one through.</summary>
public sealed class TextVersionConfiguration : MainConfiguration<TextVersion>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<TextVersion> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("TextVersion");
        builder.HasKey(version => new { version.Subject, version.Number });
        builder.Property(version => version.Subject).HasMaxLength(TextVersion.LongestSubject);
    }
}
