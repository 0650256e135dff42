using EduConnect.Core.Agents;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace EduConnect.Web.Administration;

/// <summary>Under which address each module of a school lives. Pages that several have look alike and differ by it.</summary>
internal static class ModuleRoutes
{
    public const string Administration = "/administration";
    public const string PupilSupport = "/depannage";
    public const string Delegations = "/delegations";

    // The pages of Administration des comptes by which an IEN delegates to the directors of the circonscription.
    private static readonly Dictionary<string, string> OfDelegations = new(StringComparer.Ordinal)
    {
        ["/Administration/Index"] = "delegations",
        ["/Administration/Delegations"] = "delegations/{uai:length(8)}",
    };

    /// <summary>The module of a request that reached a page of a school: every route begins with the literal of its module.</summary>
    public static AgentModule Of(PathString path) =>
        path.StartsWithSegments(PupilSupport, StringComparison.OrdinalIgnoreCase) ? AgentModule.PupilSupport
        : path.StartsWithSegments(Delegations, StringComparison.OrdinalIgnoreCase) ? AgentModule.Delegations
        : AgentModule.Administration;

    /// <summary>Where a module begins.</summary>
    public static string Root(AgentModule module) => module switch
    {
        AgentModule.PupilSupport => PupilSupport,
        AgentModule.Delegations => Delegations,
        _ => Administration,
    };

    /// <summary>Gives a page its address for an IEN.</summary>
    public static void ShareWithInspectors(PageRouteModel page)
    {
        if (OfDelegations.TryGetValue(page.ViewEnginePath, out var template))
        {
            page.Selectors.Add(new SelectorModel { AttributeRouteModel = new AttributeRouteModel { Template = template } });
        }
    }
}
