using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Transition;

/// <summary>Takes a former system out; journeys it has begun cannot end any more.</summary>
[UseCase(Effect.Modifies)]
public sealed class RemoveFormerSystem(MainDb main, TimeProvider clock)
{
    /// <summary>False when there is no such system.</summary>
    public async Task<bool> RunAsync(string code, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<FormerSystem>().SingleOrDefaultAsync(one => one.Code == code, cancellation) is not { } found)
        {
            return false;
        }

        main.Remove(found);
        main.Add(actor.Event("transition.system-removed", clock.GetUtcNow().UtcDateTime, detail: code));
        await main.SaveChangesAsync(cancellation);
        return true;
    }
}
