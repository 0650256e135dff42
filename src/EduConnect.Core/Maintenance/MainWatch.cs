using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Maintenance;

/// <summary>
/// Looks every second whether main takes changes, beside the requests. When the primary is gone and a replica answers in its place, or nobody does,
/// <see cref="ReadOnlyMode"/> is on until it is back or the replica is promoted: both end it without anybody's help (domain 15.3, S-MT2).
/// </summary>
/// <remarks>An answer or a refused connection counts at once; silence only when it comes twice, because a machine may be busy for a moment.</remarks>
public sealed class MainWatch(IDbContextFactory<MainDb> stores, StorageProvider provider, ReadOnlyMode readOnly, MaintenanceOptions options, TimeProvider clock)
{
    private const int SilencesThatCount = 2;
    private int _silences;
    private bool _wasWritable = true;

    /// <summary>Looks once. One caller at a time.</summary>
    /// <returns>whether main takes changes, and whether that is news</returns>
    public async Task<(bool IsWritable, bool IsNews)> LookAsync(CancellationToken cancellation)
    {
        var answer = await AskAsync(cancellation);
        _silences = answer is null ? _silences + 1 : 0;
        _wasWritable = answer ?? (_wasWritable && _silences < SilencesThatCount);
        return (_wasWritable, readOnly.Observe(_wasWritable));
    }

    /// <summary>Null: nobody answered in time.</summary>
    private async Task<bool?> AskAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.WatchPatience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await using var db = await stores.CreateDbContextAsync(limit.Token);
            return await provider.IsWritableAsync(db, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault) when (provider.IsUnavailable(fault))
        {
            return false;
        }
    }
}
