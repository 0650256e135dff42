using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Portal;

/// <summary>Takes a service off the portal for good.</summary>
[UseCase(Effect.Modifies)]
public sealed class RemovePortalService(MainDb main, TimeProvider clock, PortalCatalogue catalogue)
{
    /// <summary>False when there is no such service.</summary>
    public async Task<bool> RunAsync(string code, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<PortalService>().SingleOrDefaultAsync(service => service.Code == code, cancellation) is not { } found)
        {
            return false;
        }

        main.Remove(found);
        main.Add(actor.Event("portal.service-removed", clock.GetUtcNow().UtcDateTime, detail: code));
        await main.SaveChangesAsync(cancellation);
        catalogue.Forget();
        return true;
    }
}
