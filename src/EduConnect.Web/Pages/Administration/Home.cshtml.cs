using System.Globalization;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Addresses;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Overviews;
using EduConnect.Web.Administration;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Accueil (rows #116 to #125): what waits to be handled, the states of the accounts, key figures, the work in progress. Every figure opens its list.</summary>
internal sealed class HomeModel(ReadOverview read, ReadGuardianDoubts doubts, ReadPupilDoubts pupilDoubts, ReadSchoolAddresses addresses, AgentOrders orders, ServiceOptions service, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    public Overview Overview { get; private set; } = null!;

    /// <summary>Guardians, and pupils, who may be one person, for the school to decide.</summary>
    public int Doubts { get; private set; }

    public IReadOnlyList<Operation> Operations { get; private set; } = [];

    /// <summary>Row #119; "Non renseignée" when the directory has never touched the school.</summary>
    public string Updated => Scope.School.UpdatedFromDirectoryAt is { } at
        ? ParisTime.OnScreen(at) + texts["At"] + ParisTime.Clock(at)
        : texts["NotKnown"];

    /// <summary>Since when sign-ins are counted.</summary>
    public string YearStart => Overview.YearStart.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);

    /// <summary>The address that letters and mails of guardians carry (row #124).</summary>
    public string DefaultAddress => service.PortalAddress.Length > 0 ? service.PortalAddress : service.PublicOrigin;

    /// <summary>The addresses that letters and mails carry beside it.</summary>
    public IReadOnlyList<SchoolAddress> Addresses { get; private set; } = [];

    public string Title(ListKind kind) => texts["States." + kind];

    /// <summary>The list of those a figure counts.</summary>
    public string AddressOf(CountedFigure figure) => $"{Root}/{ListRoutes.Of(figure.List)}{ListQuery.AddressOf(figure.Search)}";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Overview = await read.RunAsync(Scope, cancellationToken);
        Doubts = await doubts.CountAsync(Scope, cancellationToken) + await pupilDoubts.CountAsync(Scope, cancellationToken);
        Addresses = [.. (await addresses.RunAsync(Scope, cancellationToken)).Values.Where(address => address.IsOn).OrderBy(address => address.People)];
        Operations = await orders.RecentAsync(Scope, cancellationToken);
    }
}
