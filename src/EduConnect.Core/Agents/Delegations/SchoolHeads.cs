using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Scope;

namespace EduConnect.Core.Agents.Delegations;

/// <summary>Who decides in a school (domain §12): its head in the 2nd degree; in the 1st the IEN delegates, and the director is who reads.</summary>
public static class SchoolHeads
{
    /// <summary>Whether who asks gives delegations in the school of this request.</summary>
    public static bool MayDelegate(EstablishmentScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Module switch
        {
            AgentModule.Administration => scope.School.Degree == Degree.Second && Holds(scope, right => right.IsHead),
            AgentModule.Delegations => scope.Agent.Rights.Any(right => right.Module == AgentModule.Delegations && right.IsFor(scope.School)),
            _ => false,
        };
    }

    /// <summary>Whether who asks answers for the school: reads its journal.</summary>
    public static bool IsHead(EstablishmentScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Module == AgentModule.Administration && Holds(scope, right => right.IsHead || scope.School.Degree == Degree.First);
    }

    // By name: a group of a département is nobody's head. Rights of a signed-in agent are those in force.
    private static bool Holds(EstablishmentScope scope, Func<AgentRight, bool> rule) =>
        scope.Agent.Rights.Any(right => right.Module == AgentModule.Administration && right.Uai == scope.School.Uai && rule(right));
}
