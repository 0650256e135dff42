using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Federation.Grants;

/// <summary>Life of a <see cref="Grant"/>.</summary>
public enum GrantState
{
    /// <summary>The code waits to be redeemed.</summary>
    Issued = 0,

    /// <summary>The code was redeemed; its tokens work.</summary>
    Redeemed = 1,

    /// <summary>Everything that came from this code is dead.</summary>
    Revoked = 2,
}

/// <summary>
/// One authorization given to one service during one session: the code and every token that came from it, in one row,
/// so that revoking is one update. Handles are 256 random bits; only their SHA-256 is here.
/// Read and written by <see cref="GrantStore"/> alone.
/// </summary>
public sealed class Grant
{
    /// <summary>SHA-256 of the code; identifies the grant.</summary>
    public required byte[] CodeHash { get; set; }

    /// <summary>SHA-256 of the access token in force.</summary>
    public byte[]? TokenHash { get; set; }

    /// <summary>SHA-256 of the refresh token in force.</summary>
    public byte[]? RefreshHash { get; set; }

    /// <summary>Where the grant stands.</summary>
    public GrantState State { get; set; }

    /// <summary>How many times it was refreshed: a counter, not a time (S-OI3).</summary>
    public int Generation { get; set; }

    /// <summary>The service.</summary>
    public required string ClientId { get; set; }

    /// <summary>The session it lives in; it dies with it.</summary>
    public Guid SessionId { get; set; }

    /// <summary>The account signed in.</summary>
    public Guid AccountId { get; set; }

    /// <summary>Kind of the session: 1 pupil, 2 guardian.</summary>
    public int Profile { get; set; }

    /// <summary>When the person proved who they are (UTC).</summary>
    public DateTime AuthenticatedAt { get; set; }

    /// <summary>How, as RFC 8176 words.</summary>
    public required string Methods { get; set; }

    /// <summary>Where the code was sent; the token request must repeat it.</summary>
    public required string RedirectUri { get; set; }

    /// <summary>S256 challenge (RFC 7636), if any.</summary>
    public string? CodeChallenge { get; set; }

    /// <summary>Thumbprint of the key whose proof the code needs (<c>dpop_jkt</c>, RFC 9449 §10), if any.</summary>
    public string? CodeThumbprint { get; set; }

    /// <summary>Thumbprint of the key the access token in force is bound to; null: a bearer token.</summary>
    public string? TokenThumbprint { get; set; }

    /// <summary>Thumbprint of the key the refresh tokens are bound to: those of public services only, others prove themselves anyway (RFC 9449 §5).</summary>
    public string? RefreshThumbprint { get; set; }

    /// <summary>To be repeated in the identity token.</summary>
    public string? Nonce { get; set; }

    /// <summary>Scopes granted, space separated.</summary>
    public required string Scope { get; set; }

    /// <summary>Scopes of the access token in force: the same, or fewer after a narrowing refresh.</summary>
    public required string TokenScope { get; set; }

    /// <summary>Claims asked one by one for the identity token, space separated.</summary>
    public string? IdTokenClaims { get; set; }

    /// <summary>Claims asked one by one for the userinfo endpoint, space separated.</summary>
    public string? UserInfoClaims { get; set; }

    /// <summary>When the code was given (UTC).</summary>
    public DateTime IssuedAt { get; set; }

    /// <summary>End of the code (UTC).</summary>
    public DateTime CodeExpiresAt { get; set; }

    /// <summary>End of the access token (UTC).</summary>
    public DateTime? TokenExpiresAt { get; set; }

    /// <summary>Absolute end of the refresh tokens (UTC), never moved by a refresh.</summary>
    public DateTime? RefreshExpiresAt { get; set; }
}

/// <summary>Mapping of <see cref="Grant"/>. Times are stored to the microsecond; hashes are raw bytes.</summary>
public sealed class GrantConfiguration : OperationalConfiguration<Grant>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Grant> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("OidcGrant");
        builder.HasKey(grant => grant.CodeHash);
        builder.HasIndex(grant => grant.TokenHash).IsUnique();
        builder.HasIndex(grant => grant.IssuedAt);
    }
}
