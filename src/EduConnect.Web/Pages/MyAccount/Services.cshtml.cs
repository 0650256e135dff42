using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Usage;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>The services that recognised the holder, how often, and what they may be told.</summary>
internal sealed class ServicesModel(ReadVisitedServices read) : MyAccountPage
{
    /// <summary>The services, last used first.</summary>
    public IReadOnlyList<VisitedService> Visited { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Visited = await read.RunAsync(Account.Id, HttpContext.RequestAborted);

    /// <summary>What a service may be told of the holder: of a guardian nothing that only pupils have.</summary>
    public IReadOnlySet<string> Told(VisitedService service) =>
        service.Claims.Where(claim => !IsGuardian || !ClaimNames.OfPupils.Contains(claim)).ToHashSet(StringComparer.Ordinal);
}
