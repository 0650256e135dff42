using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>One forgotten password on its way in one browser: every step is kept here, none in the browser (S-RC3).</summary>
public sealed class RecoveryState
{
    /// <summary>Identifier; also the transaction of its SMS codes.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the handle in the cookie.</summary>
    public required byte[] HandleHash { get; set; }

    /// <summary>The sign-in page it began at.</summary>
    public AccountKind Profile { get; set; }

    /// <summary>The username as typed, in lower case; whether somebody has it is looked up when the way is chosen.</summary>
    public required string Username { get; set; }

    /// <summary>The way chosen; null before.</summary>
    public RecoveryWay? Way { get; set; }

    /// <summary>The account a code was sent for; empty for nobody, null before.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>The passwords and contacts that the code was sent against.</summary>
    public byte[]? ProofHash { get; set; }

    /// <summary>The right code was typed (UTC).</summary>
    public DateTime? ProvedAt { get; set; }

    /// <summary>Where the person came from; null for the portal.</summary>
    public string? ReturnPath { get; set; }

    /// <summary>Begun (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Works until (UTC).</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>The password was changed (UTC).</summary>
    public DateTime? DoneAt { get; set; }
}

/// <summary>Mapping of <see cref="RecoveryState"/>.</summary>
public sealed class RecoveryStateConfiguration : OperationalConfiguration<RecoveryState>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<RecoveryState> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("RecoveryState");
        builder.Property(state => state.Id).ValueGeneratedNever();
        builder.HasIndex(state => state.HandleHash).IsUnique();
        builder.HasIndex(state => state.ExpiresAt);
    }
}
