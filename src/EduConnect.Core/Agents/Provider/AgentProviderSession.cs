using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Agents.Provider;

/// <summary>What the provider said of a session that it opened: rights that end with it, and the token that signing out there needs.</summary>
public sealed class AgentProviderSession
{
    /// <summary>The session.</summary>
    public Guid SessionId { get; set; }

    /// <summary>Groups that give rights in this session, space-separated; empty for none.</summary>
    public required string Groups { get; set; }

    /// <summary>The whole id_token, encrypted.</summary>
    public required byte[] SealedToken { get; set; }

    /// <summary>Kept until (UTC).</summary>
    public DateTime ExpiresAt { get; set; }
}

/// <summary>Mapping of <see cref="AgentProviderSession"/>.</summary>
public sealed class AgentProviderSessionConfiguration : OperationalConfiguration<AgentProviderSession>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AgentProviderSession> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AgentProviderSession");
        builder.HasKey(session => session.SessionId);
        builder.Property(session => session.SessionId).ValueGeneratedNever();
        builder.HasIndex(session => session.ExpiresAt);
    }
}
