using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.SignIn;

/// <summary>Whose session it is.</summary>
public enum SessionKind
{
    /// <summary>A pupil.</summary>
    Pupil = 1,

    /// <summary>A guardian.</summary>
    Guardian = 2,

    /// <summary>An agent.</summary>
    Agent = 3,
}

/// <summary>A signed-in browser (S-SE1). The cookie holds a random handle; this row holds its hash only.</summary>
public sealed class Session
{
    /// <summary>Identifier given to services as <c>sid</c>; reveals nothing of the cookie.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the handle in the cookie.</summary>
    public required byte[] HandleHash { get; set; }

    /// <summary>Pupil, guardian or agent.</summary>
    public SessionKind Kind { get; set; }

    /// <summary>The account or, for <see cref="SessionKind.Agent"/>, the agent.</summary>
    public Guid HolderId { get; set; }

    /// <summary>When the holder proved who they are (UTC): <c>auth_time</c>.</summary>
    public DateTime AuthenticatedAt { get; set; }

    /// <summary>How, as space-separated RFC 8176 values (<c>pwd</c>, <c>pwd otp</c>).</summary>
    public required string Methods { get; set; }

    /// <summary>Last request seen (UTC), written at most once a minute.</summary>
    public DateTime LastSeenAt { get; set; }

    /// <summary>Ends at the latest (UTC).</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>Signed out, or ended by a change of password or an operator (UTC).</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>The session must not outlive the browser: shared computer.</summary>
    public bool IsShared { get; set; }

    /// <summary>Browser and system, as <see cref="BrowserName"/> reads them; null when unknown.</summary>
    public string? Browser { get; set; }
}

/// <summary>Mapping of <see cref="Session"/>.</summary>
public sealed class SessionConfiguration : OperationalConfiguration<Session>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Session> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Session");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.HasIndex(session => session.HandleHash).IsUnique();
        builder.HasIndex(session => session.HolderId);
    }
}
