using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Web.Administration;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Accueil: the school, the states of its accounts, the work in progress. Every figure opens its list.</summary>
internal sealed class HomeModel(SchoolList lists, AgentOrders orders, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    public IReadOnlyList<StateCounts> Counts { get; private set; } = [];

    public IReadOnlyList<Operation> Operations { get; private set; } = [];

    /// <summary>Row #119; "Non renseignée" when the directory has never touched the school.</summary>
    public string Updated => Scope.School.UpdatedFromDirectoryAt is { } at
        ? ParisTime.From(at).ToString("dd-MM-yyyy", System.Globalization.CultureInfo.InvariantCulture) + texts["At"] + ParisTime.From(at).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)
        : texts["NotKnown"];

    public string Title(ListKind kind) => texts["States." + kind];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ListKind[] kinds = Scope.School.Degree == Degree.First ? [ListKind.Guardians] : [ListKind.LegalGuardians, ListKind.Pupils];
        List<StateCounts> counts = [];
        foreach (var kind in kinds)
        {
            counts.Add(await lists.CountAsync(Scope.School.Id, kind, cancellationToken));
        }

        Counts = counts;
        Operations = await orders.RecentAsync(Scope, cancellationToken);
    }
}
