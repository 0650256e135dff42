namespace EduConnect.Core.Agents.Provider;

/// <summary>Who came back from the agents' provider, after every signature was checked.</summary>
/// <param name="Subject">the key of the person there</param>
/// <param name="Username">as the provider's claim says; null when it says none</param>
/// <param name="HasSecondFactor">the sign-in there proved one</param>
/// <param name="Groups">those of the claim, if the settings name one; read by <see cref="AgentGroup"/></param>
public sealed record AgentProviderPerson(string Subject, string? Username, bool HasSecondFactor, IReadOnlyList<string> Groups)
{
    /// <inheritdoc/>
    public override string ToString() => "AgentProviderPerson •••";
}
