using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Federation.Notices;

/// <summary>One change to tell one service (RFC 8417), until it has taken it. Tried again it is the same notice, with the same identifier.</summary>
public sealed class ChangeNotice
{
    /// <summary>Identifier, and <c>jti</c> of the token.</summary>
    public Guid Id { get; set; }

    /// <summary>The service.</summary>
    public required string ClientId { get; set; }

    /// <summary>The account; never told, the service gets its pairwise identifier.</summary>
    public Guid AccountId { get; set; }

    /// <summary>What changed.</summary>
    public ChangeKind Kind { get; set; }

    /// <summary>When it changed (UTC).</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>The child's number in its school's system, where the service was told of the tie by it; null otherwise.</summary>
    public string? PupilKey { get; set; }

    /// <summary>When the notice was made (UTC): <c>iat</c> of the token.</summary>
    public DateTime MadeAt { get; set; }

    /// <summary>When to tell, or to try again (UTC).</summary>
    public DateTime DueAt { get; set; }

    /// <summary>When trying ends (UTC).</summary>
    public DateTime GiveUpAt { get; set; }

    /// <summary>Tries that failed.</summary>
    public int Attempts { get; set; }

    /// <summary>Given up (UTC); null while it is tried.</summary>
    public DateTime? FailedAt { get; set; }

    /// <summary>What the service last answered, cut to <see cref="ChangeNotices.LongestWords"/> signs.</summary>
    public string? LastError { get; set; }
}

/// <summary>Mapping of <see cref="ChangeNotice"/>.</summary>
public sealed class ChangeNoticeConfiguration : MainConfiguration<ChangeNotice>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<ChangeNotice> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("ChangeNotice");
        builder.Property(notice => notice.Id).ValueGeneratedNever();
        builder.Property(notice => notice.ClientId).HasMaxLength(100);
        builder.Property(notice => notice.PupilKey).HasMaxLength(100);
        builder.Property(notice => notice.LastError).HasMaxLength(ChangeNotices.LongestWords);
        builder.HasIndex(notice => new { notice.FailedAt, notice.DueAt });
        builder.HasIndex(notice => notice.ClientId);
    }
}
