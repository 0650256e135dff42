using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Overviews;
using EduConnect.Core.Schools.Scope;
using EduConnect.Web.Design;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>The texts that code of Administration des comptes needs by name: <c>AdministrationTexts.resx</c>.</summary>
public sealed class AdministrationTexts;

/// <summary>Header and tabs of the pages about a school.</summary>
internal static class AgentFrame
{
    private const int SessionSeconds = 15 * 60;

    /// <summary>What every page of a signed-in agent shows.</summary>
    public static void Fill(PageFrame frame, SignedInAgent agent, AgentModule module, IStringLocalizer texts)
    {
        frame.Module = texts["Module." + module];
        frame.HomePath = ModuleRoutes.Root(module) + (frame.Uai is null ? string.Empty : "/" + frame.Uai);
        frame.Agent = agent.Agent.DisplayName;
        frame.SignOutPath = "/agents/deconnexion";
        frame.SessionSeconds = SessionSeconds;
        frame.KeepAlivePath = "/agents/session";
    }

    /// <summary>What the pages of one school show: its name and tabs (domain 10.2).</summary>
    public static void Fill(PageFrame frame, EstablishmentScope scope, SchoolTabs facts, string path, IStringLocalizer texts)
    {
        var root = $"{ModuleRoutes.Root(scope.Module)}/{scope.School.Uai}";
        frame.School = SchoolName(scope.School);
        frame.Uai = scope.School.Uai;
        frame.ChangeSchoolPath = HasSeveral(scope) ? ModuleRoutes.Root(scope.Module) : null;
        foreach (var (name, handled) in Tabs(scope, facts))
        {
            var address = name.Length == 0 ? root : $"{root}/{name}";
            var current = name.Length == 0 ? string.Equals(path.TrimEnd('/'), root, StringComparison.OrdinalIgnoreCase) : (path + "/").StartsWith(address + "/", StringComparison.OrdinalIgnoreCase);
            frame.Tabs.Add(new FrameTab(texts["Tab." + (name.Length == 0 ? "Home" : name)], address, current, handled));
        }
    }

    // In the order of row #117; delegations and journal are the head's alone. An IEN has a single page for each school.
    private static IEnumerable<(string Name, int ToHandle)> Tabs(EstablishmentScope scope, SchoolTabs facts) => scope.Module switch
    {
        AgentModule.Delegations => [],
        AgentModule.PupilSupport => [(string.Empty, 0), (ListRoutes.Pupils, 0)],
        _ =>
        [
            (string.Empty, 0),
            .. Lists(scope.School.Degree, facts).Select(list => (list, ToHandle(list, facts))),
            (ListRoutes.Statistics, 0),
            .. scope.School.Degree == Degree.Second ? [("parametres", 0)] : Array.Empty<(string, int)>(),
            .. SchoolHeads.MayDelegate(scope) ? [("delegations", 0)] : Array.Empty<(string, int)>(),
            .. SchoolHeads.IsHead(scope) ? [("journal", 0)] : Array.Empty<(string, int)>(),
        ],
    };

    private static int ToHandle(string list, SchoolTabs facts) => list switch
    {
        ListRoutes.LegalGuardians or ListRoutes.Guardians => facts.ToHandle,
        ListRoutes.PersonsInCharge => facts.ToHandleInCharge,
        _ => 0,
    };

    private static IEnumerable<string> Lists(Degree degree, SchoolTabs facts) => degree == Degree.First
        ? [ListRoutes.Guardians]
        : [ListRoutes.LegalGuardians, ListRoutes.PersonsInCharge, ListRoutes.Pupils, .. facts.HasExternals ? [ListRoutes.ExternalPupils] : Array.Empty<string>()];

    /// <summary>Type and name, then the town: <c>CLG Jeanne-Valmont · Saint-Aubrac</c>.</summary>
    public static string SchoolName(School school) => school.TitledName + (school.Town.Length > 0 ? " · " + school.Town : string.Empty);

    private static bool HasSeveral(EstablishmentScope scope)
    {
        var rights = scope.Agent.Rights.Where(right => right.Module == scope.Module).ToList();
        return rights.Exists(right => right.Uai is null) || rights.DistinctBy(right => right.Uai).Count() > 1;
    }
}
