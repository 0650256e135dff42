using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Registry;

/// <summary>Takes a service out of the registry; its codes and tokens stop working within <see cref="ServiceDirectory.Freshness"/>.</summary>
[UseCase(Effect.Modifies)]
public sealed class RemoveService(MainDb main, TimeProvider clock)
{
    /// <summary>False when there is no such service.</summary>
    public async Task<bool> RunAsync(string clientId, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<Service>().SingleOrDefaultAsync(service => service.ClientId == clientId, cancellation) is not { } found)
        {
            return false;
        }

        main.Remove(found);
        main.RemoveRange(await main.Set<ChangeNotice>().Where(notice => notice.ClientId == clientId).ToListAsync(cancellation));
        main.Add(actor.Event("service.removed", clock.GetUtcNow().UtcDateTime, detail: clientId));
        await main.SaveChangesAsync(cancellation);
        return true;
    }
}
