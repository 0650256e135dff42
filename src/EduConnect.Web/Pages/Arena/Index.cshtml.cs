using EduConnect.Core.Agents;
using EduConnect.Core.Schools.Finding;
using EduConnect.Web.Design;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Arena;

/// <summary>The way in for staff: only the modules the agent may use (domain 12.1, row #12).</summary>
internal sealed class IndexModel(PageFrame frame) : PageModel
{
    public bool MayAdministrate { get; private set; }

    public bool MaySupportPupils { get; private set; }

    /// <summary>A member of an assistance team (row #10).</summary>
    public bool Assists { get; private set; }

    /// <summary>An IEN: delegates to the directors of a circonscription (row #13).</summary>
    public bool MayDelegate { get; private set; }

    /// <summary>An operator of the service.</summary>
    public bool Operates { get; private set; }

    public void OnGet()
    {
        var agent = HttpContext.Features.Get<SignedInAgent>()!;
        MayAdministrate = agent.May(AgentModule.Administration);
        Assists = FindPeople.IsFor(agent);
        MaySupportPupils = agent.May(AgentModule.PupilSupport);
        MayDelegate = agent.May(AgentModule.Delegations);
        Operates = agent.May(AgentModule.Operations);
        frame.HomePath = "/arena";
        frame.Agent = agent.Agent.DisplayName;
        frame.SignOutPath = "/agents/deconnexion";
    }
}
