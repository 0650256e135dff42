using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Transition;

/// <summary>Enters a former system; it stays closed until <see cref="SwitchFormerSystem"/> opens it.</summary>
[UseCase(Effect.Modifies)]
public sealed class AddFormerSystem(MainDb main, StorageProvider provider, TimeProvider clock)
{
    /// <summary>The reasons of the refusal in English; empty when it was entered.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(FormerSystem system, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(actor);
        if (FormerSystemRules.Breaches(system) is { Count: > 0 } breaches)
        {
            return breaches;
        }

        system.IsEnabled = false;
        system.CreatedAt = clock.GetUtcNow().UtcDateTime;
        main.Add(system);
        main.Add(actor.Event("transition.system-added", system.CreatedAt, detail: $"{system.Code}, mode {system.Mode}"));
        try
        {
            await main.SaveChangesAsync(cancellation);
            return [];
        }
        catch (DbUpdateException error) when (provider.IsUniqueViolation(error))
        {
            return [$"A former system '{system.Code}' exists already."];
        }
    }
}
