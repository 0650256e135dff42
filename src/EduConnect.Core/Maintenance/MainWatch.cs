using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Maintenance;

/// <summary>
/// Looks every second whether main takes changes, beside the requests. When the primary is gone and a replica answers in its place, or nobody does,
/// <see cref="ReadOnlyMode"/> is on until it is back or the replica is promoted: both end it without anybody's help (domain 15.3, S-MT2).
/// </summary>
public sealed class MainWatch(IDbContextFactory<MainDb> stores, StorageProvider provider, ReadOnlyMode readOnly, MaintenanceOptions options)
{
    /// <summary>Looks once.</summary>
    /// <returns>whether main takes changes, and whether that is news</returns>
    public async Task<(bool IsWritable, bool IsNews)> LookAsync(CancellationToken cancellation)
    {
        var isWritable = await IsWritableAsync(cancellation);
        return (isWritable, readOnly.Observe(isWritable));
    }

    private async Task<bool> IsWritableAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await stores.CreateDbContextAsync(cancellation);
            return await provider.IsWritableAsync(db, options.WatchPatience, cancellation);
        }
        catch (Exception fault) when (provider.IsUnavailable(fault))
        {
            return false;
        }
    }
}
