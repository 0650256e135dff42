using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Providers;
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

/// <summary>A browser that was sent to FranceConnect and is expected back (S-FC1).</summary>
public sealed class FranceConnectRequest : ProviderRequest
{
    /// <summary>Why it was sent.</summary>
    public FranceConnectGoal Goal { get; set; }

    /// <summary>The session that asked, for <see cref="FranceConnectGoal.Attach"/>; null otherwise.</summary>
    public Guid? SessionId { get; set; }
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
