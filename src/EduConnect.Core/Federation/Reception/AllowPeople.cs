using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Reception;

/// <summary>A change of whom a service receives; null leaves a point as it is.</summary>
/// <param name="Profiles">The profiles.</param>
/// <param name="Degrees">The degrees.</param>
/// <param name="Schools">UAI of the schools; empty: all.</param>
public sealed record ReceptionChange(Audience? Profiles, DegreeSet? Degrees, IReadOnlyList<string>? Schools);

/// <summary>Changes whom a service receives. Running servers follow within <see cref="ServiceDirectory.Freshness"/>; access tokens given before live to their end, a refresh asks again.</summary>
[UseCase(Effect.Modifies)]
public sealed class AllowPeople(MainDb main, TimeProvider clock)
{
    /// <summary>The reasons of the refusal in English; empty when done, null when there is no such service.</summary>
    public async Task<IReadOnlyList<string>?> RunAsync(string clientId, ReceptionChange change, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<Service>().SingleOrDefaultAsync(service => service.ClientId == clientId, cancellation) is not { } found)
        {
            return null;
        }

        (found.Audience, found.Degrees, found.Schools) = (change.Profiles ?? found.Audience, change.Degrees ?? found.Degrees, change.Schools ?? found.Schools);
        var breaches = ReceptionRules.Breaches(found).ToList() is { Count: > 0 } wrong ? wrong : await ReceptionSchools.BreachesAsync(main, found, cancellation);
        if (breaches.Count > 0)
        {
            main.ChangeTracker.Clear();
            return breaches;
        }

        main.Add(actor.Event("service.reception.changed", clock.GetUtcNow().UtcDateTime, detail: clientId));
        await main.SaveChangesAsync(cancellation);
        return [];
    }
}
