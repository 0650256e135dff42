using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Registry;

/// <summary>Enters a service into the registry and draws its secret, which is returned once and stored nowhere.</summary>
[UseCase(Effect.Modifies)]
public sealed class AddService(MainDb main, StorageProvider provider, IRandomSource random, TimeProvider clock)
{
    /// <summary>The secret drawn (null for a service that has none), or the reasons of the refusal in English.</summary>
    public async Task<(string? Secret, IReadOnlyList<string> Reasons)> RunAsync(Service contract, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(actor);
        if (await CheckService.BreachesAsync(main, contract, cancellation) is { Count: > 0 } breaches)
        {
            return (null, breaches);
        }

        if (await CheckService.TakenAsync(main, contract, cancellation) is { Count: > 0 } taken)
        {
            return (null, taken);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var secret = ClientSecret.IsUsedBy(contract) ? random.NewHandle() : null;
        if (secret is not null)
        {
            ClientSecret.Rotate(contract, secret, now);
        }

        main.Add(contract);
        main.Add(actor.Event("service.added", now, detail: contract.ClientId));
        try
        {
            await main.SaveChangesAsync(cancellation);
            return (secret, []);
        }
        catch (DbUpdateException error) when (provider.IsUniqueViolation(error))
        {
            // Another operator was faster; and if what they entered is gone again by now, it can be said once more.
            return (null, await CheckService.TakenAsync(main, contract, cancellation) is { Count: > 0 } faster ? faster : [$"'{contract.ClientId}' was entered by somebody else just now: try again."]);
        }
    }
}
