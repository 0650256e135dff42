namespace EduConnect.Core.SignIn;

/// <summary>How long sessions last (S-SE2); section <c>Sessions</c> of the settings.</summary>
public sealed class SessionLifetimes
{
    /// <summary>Pupils and guardians: without a request for so long.</summary>
    public TimeSpan FamilyIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Pupils and guardians: at the latest.</summary>
    public TimeSpan FamilyAbsolute { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Agents: without a request for so long.</summary>
    public TimeSpan AgentIdle { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Agents: at the latest.</summary>
    public TimeSpan AgentAbsolute { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Idle time of a kind of session.</summary>
    public TimeSpan Idle(SessionKind kind) => kind == SessionKind.Agent ? AgentIdle : FamilyIdle;

    /// <summary>Absolute time of a kind of session.</summary>
    public TimeSpan Absolute(SessionKind kind) => kind == SessionKind.Agent ? AgentAbsolute : FamilyAbsolute;
}
