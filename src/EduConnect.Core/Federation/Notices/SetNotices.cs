using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Notices;

/// <summary>Says where a service is told of changes, and of which; what is null stays as it is.</summary>
/// <param name="Address">Where.</param>
/// <param name="Events">Words of <see cref="NoticeEvents"/>.</param>
public sealed record NoticeTerms(string? Address, IReadOnlyList<string>? Events);

/// <summary>Changes whether, where and of what a service is told. What happened before is not told afterwards.</summary>
[UseCase(Effect.Modifies)]
public sealed class SetNotices(MainDb main, TimeProvider clock)
{
    /// <summary>Changes the contract.</summary>
    /// <param name="clientId">the service</param>
    /// <param name="terms">the new terms; null: it is told nothing any more, what waits is dropped</param>
    /// <param name="actor">who asks for it</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>the reasons of the refusal in English; empty when done, null when there is no such service</returns>
    public async Task<IReadOnlyList<string>?> RunAsync(string clientId, NoticeTerms? terms, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<Service>().Include(service => service.Saml).SingleOrDefaultAsync(service => service.ClientId == clientId, cancellation) is not { } found)
        {
            return null;
        }

        (found.NoticeUri, found.NoticeEvents) = terms is null ? (null, []) : (terms.Address ?? found.NoticeUri, terms.Events ?? found.NoticeEvents);
        if (ContractRules.Breaches(found) is { Count: > 0 } breaches)
        {
            main.ChangeTracker.Clear();
            return breaches;
        }

        if (terms is null)
        {
            main.RemoveRange(await main.Set<ChangeNotice>().Where(notice => notice.ClientId == clientId).ToListAsync(cancellation));
        }

        main.Add(actor.Event("service.notices.changed", clock.GetUtcNow().UtcDateTime, detail: clientId));
        await main.SaveChangesAsync(cancellation);
        return [];
    }
}
