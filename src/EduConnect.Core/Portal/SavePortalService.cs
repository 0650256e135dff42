using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Portal;

/// <summary>Enters a service of the portal, or changes the one of that code.</summary>
[UseCase(Effect.Modifies)]
public sealed class SavePortalService(MainDb main, StorageProvider provider, IRandomSource random, TimeProvider clock, PortalCatalogue catalogue)
{
    /// <summary>Saves it.</summary>
    /// <param name="service">what it must become</param>
    /// <param name="isNew">whether the code must be unknown (true) or known (false)</param>
    /// <param name="actor">who</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>the reasons of the refusal in English; empty when it was saved</returns>
    public async Task<IReadOnlyList<string>> RunAsync(PortalService service, bool isNew, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(actor);
        if (PortalRules.Breaches(service) is { Count: > 0 } breaches)
        {
            return breaches;
        }

        var known = await main.Set<PortalService>().SingleOrDefaultAsync(one => one.Code == service.Code, cancellation);
        if (isNew == known is not null)
        {
            return [Sentence(service.Code, isNew)];
        }

        service.Id = known?.Id ?? random.NewId();
        if (known is null)
        {
            main.Add(service);
        }
        else
        {
            main.Entry(known).CurrentValues.SetValues(service);
        }

        main.Add(actor.Event(isNew ? "portal.service-added" : "portal.service-changed", clock.GetUtcNow().UtcDateTime, detail: service.Code));
        try
        {
            await main.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException error) when (provider.IsUniqueViolation(error))
        {
            return [Sentence(service.Code, isNew)];
        }

        catalogue.Forget();
        return [];
    }

    private static string Sentence(string code, bool isNew) => isNew ? $"A service '{code}' is on the portal already." : $"There is no service '{code}' on the portal.";
}
