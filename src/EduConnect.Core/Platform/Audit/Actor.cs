namespace EduConnect.Core.Platform.Audit;

/// <summary>What kind of actor does something.</summary>
public enum ActorKind
{
    /// <summary>The service itself: import, nightly chain, worker.</summary>
    System = 0,

    /// <summary>The holder of an account.</summary>
    AccountHolder = 1,

    /// <summary>An agent of a school or académie.</summary>
    Agent = 2,

    /// <summary>An operator, at the command line or on the operators' pages.</summary>
    Operator = 3,
}

/// <summary>Who acts, from where: what every write carries.</summary>
/// <param name="Kind">What kind of actor.</param>
/// <param name="Id">Identifier of the agent or account; empty for the system.</param>
/// <param name="RequestId">The request, for logs.</param>
/// <param name="Network">Network address, in full.</param>
public sealed record Actor(ActorKind Kind, string Id = "", string RequestId = "", string Network = "")
{
    /// <summary>The service itself.</summary>
    public static Actor Service { get; } = new(ActorKind.System);

    /// <summary>An event of this actor, to be added to the same save as the change.</summary>
    public AuditEvent Event(string code, DateTime at, Guid? accountId = null, Guid? schoolId = null, string detail = "", Guid? otherAccountId = null) => new()
    {
        At = at,
        Code = code,
        ActorKind = Kind,
        ActorId = Id,
        AccountId = accountId,
        OtherAccountId = otherAccountId,
        SchoolId = schoolId,
        Detail = detail,
        RequestId = RequestId,
        Network = Network,
    };
}
