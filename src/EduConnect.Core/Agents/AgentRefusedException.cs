namespace EduConnect.Core.Agents;

/// <summary>Why something about an agent is refused.</summary>
public enum AgentRefusal
{
    /// <summary>The message says it.</summary>
    Other = 0,

    /// <summary>A head without the school they are the head of.</summary>
    HeadWithoutSchool,

    /// <summary>A circonscription in another form, or for another module.</summary>
    Circonscription,

    /// <summary>A group of another form.</summary>
    Group,

    /// <summary>Not a UAI.</summary>
    Uai,

    /// <summary>The school they work in is not named by a UAI.</summary>
    WorksAt,

    /// <summary>No school has this UAI.</summary>
    UnknownSchool,

    /// <summary>The module does not exist for schools of this degree.</summary>
    Degree,

    /// <summary>The username is empty or too long.</summary>
    Username,

    /// <summary>The name is empty or too long.</summary>
    Name,

    /// <summary>The password is too weak.</summary>
    Password,

    /// <summary>An agent has this username already.</summary>
    Taken,

    /// <summary>No agent has this username.</summary>
    UnknownAgent,

    /// <summary>The right would be over already.</summary>
    Over,

    /// <summary>Operators do not take away their own way in.</summary>
    Own,
}

/// <summary>Something about an agent is refused; the message, in English, is for the command line.</summary>
public sealed class AgentRefusedException : Exception
{
    /// <summary>Refused for an unknown reason.</summary>
    public AgentRefusedException()
    {
    }

    /// <summary>Refused, with the reason.</summary>
    public AgentRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Refused because of another failure.</summary>
    public AgentRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Refused for a reason that screens have words for.</summary>
    public AgentRefusedException(AgentRefusal reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public AgentRefusal Reason { get; }
}
