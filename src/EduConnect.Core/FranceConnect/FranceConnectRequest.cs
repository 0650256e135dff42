using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.FranceConnect;

/// <summary>Why a browser was sent to FranceConnect.</summary>
public enum FranceConnectGoal
{
    /// <summary>To sign in or, when nobody attached the identity yet, to activate an account (rows #30, #37).</summary>
    SignIn = 1,

    /// <summary>To attach the identity to the account that is signed in.</summary>
    Attach = 2,

    /// <summary>To end the session there (federation reference d.7).</summary>
    SignOut = 3,
}

/// <summary>A browser that was sent to FranceConnect and is expected back: works once, in that browser, for a short time (S-FC1).</summary>
public sealed class FranceConnectRequest
{
    /// <summary>SHA-256 of the state in the address; the key.</summary>
    public required byte[] StateHash { get; set; }

    /// <summary>SHA-256 of the handle in the cookie of the browser.</summary>
    public required byte[] BrowserHash { get; set; }

    /// <summary>SHA-256 of the nonce that the id_token must carry.</summary>
    public required byte[] NonceHash { get; set; }

    /// <summary>Why it was sent.</summary>
    public FranceConnectGoal Goal { get; set; }

    /// <summary>The session that asked, for <see cref="FranceConnectGoal.Attach"/>; null otherwise.</summary>
    public Guid? SessionId { get; set; }

    /// <summary>Path to go to at the end; null for the portal.</summary>
    public string? ReturnPath { get; set; }

    /// <summary>Works until (UTC); people who never come back leave nothing else behind.</summary>
    public DateTime ExpiresAt { get; set; }
}

/// <summary>Mapping of <see cref="FranceConnectRequest"/>.</summary>
public sealed class FranceConnectRequestConfiguration : OperationalConfiguration<FranceConnectRequest>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<FranceConnectRequest> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("FranceConnectRequest");
        builder.HasKey(request => request.StateHash);
        builder.HasIndex(request => request.ExpiresAt);
    }
}
