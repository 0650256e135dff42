using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Transition;

/// <summary>Opens or closes a former system. Closing works at once: its assertions are refused and journeys it has begun cannot end.</summary>
[UseCase(Effect.Modifies)]
public sealed class SwitchFormerSystem(MainDb main, TimeProvider clock)
{
    /// <summary>False when there is no such system. What is so already stays so, without an event.</summary>
    public async Task<bool> RunAsync(string code, bool isEnabled, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<FormerSystem>().SingleOrDefaultAsync(one => one.Code == code, cancellation) is not { } found)
        {
            return false;
        }

        if (found.IsEnabled != isEnabled)
        {
            found.IsEnabled = isEnabled;
            main.Add(actor.Event(isEnabled ? "transition.system-enabled" : "transition.system-disabled", clock.GetUtcNow().UtcDateTime, detail: code));
            await main.SaveChangesAsync(cancellation);
        }

        return true;
    }
}
