namespace EduConnect.Web.Protocols.Agents;

/// <summary>Our own addresses, registered at the agents' provider (<c>docs/agents.md</c>).</summary>
internal static class AgentProviderPaths
{
    /// <summary>Where the provider sends agents back (<c>redirect_uri</c>).</summary>
    public const string Return = "/agents/retour";

    /// <summary>Where the provider sends agents back after signing out (<c>post_logout_redirect_uri</c>).</summary>
    public const string SignedOut = "/agents/deconnecte";
}
