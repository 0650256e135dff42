using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Overviews;
using EduConnect.Core.Schools.Scope;
using EduConnect.Web.Design;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>The texts that code of Administration des comptes needs by name: <c>AdministrationTexts.resx</c>.</summary>
public sealed class AdministrationTexts;

/// <summary>Header and tabs of the pages of Administration des comptes and of Dépannage.</summary>
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
        frame.Tabs.Add(new FrameTab(texts["Tab.Home"], root, string.Equals(path.TrimEnd('/'), root, StringComparison.OrdinalIgnoreCase)));
        foreach (var list in scope.Module == AgentModule.PupilSupport ? [ListRoutes.Pupils] : Lists(scope.School.Degree, facts))
        {
            var address = $"{root}/{list}";
            var current = (path + "/").StartsWith(address + "/", StringComparison.OrdinalIgnoreCase);
            frame.Tabs.Add(new FrameTab(texts["Tab." + list], address, current, list is ListRoutes.LegalGuardians or ListRoutes.Guardians ? facts.ToHandle : 0));
        }
    }

    private static IEnumerable<string> Lists(Degree degree, SchoolTabs facts) => degree == Degree.First
        ? [ListRoutes.Guardians]
        : [ListRoutes.LegalGuardians, ListRoutes.PersonsInCharge, ListRoutes.Pupils, .. facts.HasExternals ? [ListRoutes.ExternalPupils] : Array.Empty<string>()];

    /// <summary>The tab of the head: nobody else has the page.</summary>
    public static void AddDelegations(PageFrame frame, EstablishmentScope scope, string path, IStringLocalizer texts)
    {
        var address = $"{ModuleRoutes.Root(scope.Module)}/{scope.School.Uai}/delegations";
        frame.Tabs.Add(new FrameTab(texts["Tab.delegations"], address, path.StartsWith(address, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Type and name, then the town: <c>CLG Jeanne-Valmont · Saint-Aubrac</c>.</summary>
    public static string SchoolName(School school) => school.TitledName + (school.Town.Length > 0 ? " · " + school.Town : string.Empty);

    private static bool HasSeveral(EstablishmentScope scope)
    {
        var rights = scope.Agent.Rights.Where(right => right.Module == scope.Module).ToList();
        return rights.Count > 1 || rights.Exists(right => right.Uai is null);
    }
}
