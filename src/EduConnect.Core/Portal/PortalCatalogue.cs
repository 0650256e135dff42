using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Portal;

/// <summary>Every service of the portal, in memory: the page asks main for people only.</summary>
public sealed class PortalCatalogue(IDbContextFactory<MainDb> stores, TimeProvider clock) : KeptCopy<IReadOnlyList<PortalService>>(stores, clock)
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyList<PortalService>> ReadAsync(MainDb main, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(main);
        return await main.Set<PortalService>().AsNoTracking().Where(service => service.IsShown).ToListAsync(cancellation);
    }
}
