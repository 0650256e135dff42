using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Web.Administration;

namespace EduConnect.Web.Pages.PupilSupport;

/// <summary>Accueil of Dépannage (row #214): looking for a pupil, the agent's own work in progress, the states of the accounts.</summary>
internal sealed class HomeModel(SchoolList lists, AgentOrders orders) : SchoolPage
{
    public StateCounts Counts { get; private set; } = null!;

    public IReadOnlyList<Operation> Operations { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Counts = await lists.CountAsync(Scope.School.Id, ListKind.Pupils, cancellationToken);
        Operations = await orders.RecentAsync(Scope, cancellationToken);
    }
}
