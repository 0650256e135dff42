using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Portal;

/// <summary>What a school says to its families on the portal (domain 14.1): one plain text, from one day to another.</summary>
public sealed class SchoolMessage
{
    /// <summary>Longest text, in signs.</summary>
    public const int LongestText = 600;

    /// <summary>The school; it has one message at most.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>Plain text; line breaks are kept.</summary>
    public required string Text { get; set; }

    /// <summary>First day it is shown (Paris).</summary>
    public DateOnly From { get; set; }

    /// <summary>Last day it is shown (Paris).</summary>
    public DateOnly To { get; set; }

    /// <summary>When it was last written (UTC).</summary>
    public DateTime WrittenAt { get; set; }
}

/// <summary>Mapping of <see cref="SchoolMessage"/>.</summary>
public sealed class SchoolMessageConfiguration : MainConfiguration<SchoolMessage>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<SchoolMessage> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("SchoolMessage");
        builder.HasKey(message => message.SchoolId);
        builder.Property(message => message.SchoolId).ValueGeneratedNever();
        builder.Property(message => message.From).HasColumnName("first_day");
        builder.Property(message => message.To).HasColumnName("last_day");
    }
}
