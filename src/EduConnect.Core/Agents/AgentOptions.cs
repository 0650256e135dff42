namespace EduConnect.Core.Agents;

/// <summary>How agents sign in; section <c>Agents</c> of the settings.</summary>
public sealed class AgentOptions
{
    /// <summary>Asks for the one-time code in Dépannage too (security reference D6). The sources say username and password (row #9), so it is off.</summary>
    public bool CodeForPupilSupport { get; set; }

    /// <summary>
    /// Whether a module opens only after a one-time code (domain §12): whoever administers accounts or the service, or delegates that, needs one, whoever
    /// helps pupils or reads statistics does not.
    /// </summary>
    public bool NeedsCode(AgentModule module) => module is AgentModule.Administration or AgentModule.Operations or AgentModule.Delegations || (module == AgentModule.PupilSupport && CodeForPupilSupport);
}
