using EduConnect.Core.Agents;

namespace EduConnect.Core.SignIn;

/// <summary>How long sessions last (S-SE2); section <c>Sessions</c> of the settings.</summary>
public sealed class SessionLifetimes
{
    /// <summary>Pupils and guardians: without a request for so long.</summary>
    public TimeSpan FamilyIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Pupils and guardians: at the latest.</summary>
    public TimeSpan FamilyAbsolute { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Idle time of a kind of session; that of agents is no setting.</summary>
    public TimeSpan Idle(SessionKind kind) => kind == SessionKind.Agent ? AgentSessions.Idle : FamilyIdle;

    /// <summary>Absolute time of a kind of session; that of agents is no setting.</summary>
    public TimeSpan Absolute(SessionKind kind) => kind == SessionKind.Agent ? AgentSessions.Longest : FamilyAbsolute;
}
