using EduConnect.Core.Agents;

namespace EduConnect.Web.Administration;

/// <summary>Under which address each module of a school lives. Pages that both have look alike and differ by it.</summary>
internal static class ModuleRoutes
{
    public const string Administration = "/administration";
    public const string PupilSupport = "/depannage";

    /// <summary>The module of a request that reached a page of a school: every route begins with the literal of its module.</summary>
    public static AgentModule Of(PathString path) => path.StartsWithSegments(PupilSupport, StringComparison.OrdinalIgnoreCase) ? AgentModule.PupilSupport : AgentModule.Administration;

    /// <summary>Where a module begins.</summary>
    public static string Root(AgentModule module) => module == AgentModule.PupilSupport ? PupilSupport : Administration;
}
