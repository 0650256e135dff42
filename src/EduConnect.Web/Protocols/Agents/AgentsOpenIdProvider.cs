using EduConnect.Core.Agents.Provider;
using EduConnect.Web.Protocols.Providers;

namespace EduConnect.Web.Protocols.Agents;

/// <summary>The ministry's provider for agents, as this service is registered there.</summary>
internal sealed class AgentsOpenIdProvider(AgentProviderOptions options, IHttpClientFactory factory, TimeProvider clock) : OpenIdProvider(options, HttpName, factory, clock)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string HttpName = "agents-provider";
}
