using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Federation.Logout;

/// <summary>
/// A service whose server is to be told when a session ends (OpenID Connect Back-Channel Logout 1.0). Written when the service receives
/// tokens, due when the session ends, gone when it was told or given up; that of a service without an address for it says only that it was entered (<see cref="UntoldServices"/>).
/// </summary>
public sealed class LogoutNotice
{
    /// <summary>The session.</summary>
    public Guid SessionId { get; set; }

    /// <summary>The service.</summary>
    public required string ClientId { get; set; }

    /// <summary>Whose session it is.</summary>
    public Guid AccountId { get; set; }

    /// <summary>First tokens of the service in this session (UTC).</summary>
    public DateTime EnteredAt { get; set; }

    /// <summary>When to tell, or to try again (UTC); null while the session goes on.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; set; }
}

/// <summary>Mapping of <see cref="LogoutNotice"/>.</summary>
public sealed class LogoutNoticeConfiguration : OperationalConfiguration<LogoutNotice>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<LogoutNotice> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("LogoutNotice");
        builder.HasKey(notice => new { notice.SessionId, notice.ClientId });
        builder.Property(notice => notice.ClientId).HasMaxLength(100);
        builder.HasIndex(notice => notice.DueAt);
        builder.HasIndex(notice => notice.AccountId);
    }
}
