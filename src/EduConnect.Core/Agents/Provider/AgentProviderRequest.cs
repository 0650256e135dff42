using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Agents.Provider;

/// <summary>Why a browser was sent to the agents' provider.</summary>
public enum AgentProviderGoal
{
    /// <summary>To sign in.</summary>
    SignIn = 1,

    /// <summary>To end the session there.</summary>
    SignOut = 2,
}

/// <summary>A browser that was sent to the agents' provider and is expected back.</summary>
public sealed class AgentProviderRequest : ProviderRequest
{
    /// <summary>Why it was sent.</summary>
    public AgentProviderGoal Goal { get; set; }
}

/// <summary>Mapping of <see cref="AgentProviderRequest"/>.</summary>
public sealed class AgentProviderRequestConfiguration : OperationalConfiguration<AgentProviderRequest>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AgentProviderRequest> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AgentProviderRequest");
        builder.HasKey(request => request.StateHash);
        builder.HasIndex(request => request.ExpiresAt);
    }
}

/// <summary>Browsers on their way to the agents' provider and back.</summary>
public sealed class AgentProviderRequests(OperationalDb operational, TimeProvider clock, IRandomSource random)
    : ProviderRequests<AgentProviderRequest>(operational, clock, random)
{
    /// <summary>Begins a journey of the browser that holds <paramref name="browser"/>.</summary>
    public Task<ProviderTicket> BeginAsync(AgentProviderGoal goal, string browser, string? returnPath, CancellationToken cancellation) =>
        KeepAsync(new AgentProviderRequest { Goal = goal }, browser, returnPath, cancellation);
}
