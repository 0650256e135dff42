using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Pages.Portal;

/// <summary>The person's services, for each child of a guardian, and the last sign-in (domain 14.1, 6.5).</summary>
internal sealed class IndexModel(MainDb main, OperationalDb operational) : PageModel
{
    /// <summary>Who is signed in.</summary>
    public PortalPerson Person { get; private set; } = null!;

    /// <summary>Services for people like them.</summary>
    public IReadOnlyList<Service> Services { get; private set; } = [];

    /// <summary>Shows the portal.</summary>
    public async Task OnGetAsync()
    {
        var cancellation = HttpContext.RequestAborted;
        var session = HttpContext.Features.GetRequiredFeature<Session>();
        Person = await PortalPerson.ReadAsync(main, operational, session, cancellation);
        var profile = session.Kind == SessionKind.Pupil ? Audience.Pupils : Audience.Guardians;
        Services = await main.Set<Service>().AsNoTracking()
            .Where(service => service.Enabled && service.HomeAddress != null && (service.Audience == Audience.Everybody || service.Audience == profile))
            .OrderBy(service => service.Name).ToListAsync(cancellation);
    }
}
