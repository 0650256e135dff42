using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.FranceConnect;

/// <summary>The whole id_token of a browser that is signed in at FranceConnect: signing out there needs it (federation reference d.7).</summary>
public sealed class FranceConnectToken
{
    /// <summary>Identifier; sealed into <see cref="Sealed"/>.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the handle in the cookie of the browser.</summary>
    public required byte[] BrowserHash { get; set; }

    /// <summary>SHA-256 of the subject: only the account that bears it signs out with this token.</summary>
    public required byte[] SubjectHash { get; set; }

    /// <summary>The token, encrypted.</summary>
    public required byte[] Sealed { get; set; }

    /// <summary>Came back (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Kept until (UTC).</summary>
    public DateTime ExpiresAt { get; set; }
}

/// <summary>Mapping of <see cref="FranceConnectToken"/>.</summary>
public sealed class FranceConnectTokenConfiguration : OperationalConfiguration<FranceConnectToken>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<FranceConnectToken> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("FranceConnectToken");
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.HasIndex(token => token.BrowserHash);
        builder.HasIndex(token => token.ExpiresAt);
    }
}
