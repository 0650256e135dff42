using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Finding;
using EduConnect.Web.Design;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Arena;

/// <summary>The way in for staff: only the modules the agent may use (domain 12.1, row #12).</summary>
internal sealed class IndexModel(SchoolsOfAgent schools, PageFrame frame) : PageModel
{
    public bool MayAdministrate { get; private set; }

    public bool MaySupportPupils { get; private set; }

    /// <summary>A member of an assistance team (row #10).</summary>
    public bool Assists { get; private set; }

    /// <summary>An IEN: delegates to the directors of a circonscription (row #13).</summary>
    public bool MayDelegate { get; private set; }

    /// <summary>An operator of the service.</summary>
    public bool Operates { get; private set; }

    /// <summary>Something waits for the one-time code.</summary>
    public bool NeedsCode { get; private set; }

    /// <summary>Degrees of the schools to administer: each has its place in ARENA (rows #12 and #13).</summary>
    public IReadOnlyList<Degree> Degrees { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var agent = HttpContext.Features.Get<SignedInAgent>()!;
        NeedsCode = agent.Locked.Count > 0;

        // What waits for the code is shown too: it asks when it is opened.
        var all = agent with { Rights = [.. agent.Rights, .. agent.Locked] };
        MayAdministrate = all.May(AgentModule.Administration);
        Degrees = MayAdministrate ? await schools.DegreesAsync(all, AgentModule.Administration, cancellationToken) : [];
        Assists = FindPeople.IsFor(all);
        MaySupportPupils = all.May(AgentModule.PupilSupport);
        MayDelegate = all.May(AgentModule.Delegations);
        Operates = all.May(AgentModule.Operations);
        frame.HomePath = "/arena";
        frame.Agent = agent.Agent.DisplayName;
        frame.SignOutPath = "/agents/deconnexion";
    }
}
