using System.Collections.Frozen;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Registry;

/// <summary>
/// Every service, in memory. A change made by another process is seen within <see cref="Freshness"/>; a service just added
/// is seen at its first request. When main cannot be read the last known contracts go on (S-MT5: nothing is widened by that).
/// </summary>
public sealed class ServiceDirectory(IDbContextFactory<MainDb> stores, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// How old the copy may be: an older one is read again before it answers. Under way it is read again behind the requests at half that age, so that none of
    /// them waits; while main cannot be read, the known contracts answer at once.
    /// </summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan MissPause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _gate = new(1);
    private volatile Snapshot? _snapshot;
    private long _failedAt;

    /// <summary>The service of this <c>client_id</c>; null when there is none. Never to be changed: it is shared.</summary>
    public ValueTask<Service?> FindAsync(string? clientId, CancellationToken cancellation) =>
        FindAsync(clientId, snapshot => snapshot.ByClientId, cancellation);

    /// <summary>The service of this SAML <c>entityID</c>, with its <see cref="Service.Saml"/>; null when there is none. Never to be changed: it is shared.</summary>
    public ValueTask<Service?> FindByEntityAsync(string? entityId, CancellationToken cancellation) =>
        FindAsync(entityId, snapshot => snapshot.ByEntityId, cancellation);

    /// <summary>Whether some service declared this origin for its scripts (CORS).</summary>
    public async ValueTask<bool> KnowsOriginAsync(string origin, CancellationToken cancellation)
    {
        var snapshot = await CurrentAsync(cancellation);
        return snapshot.Origins.Contains(origin);
    }

    /// <summary>Forgets the copy: for the process that has just changed a contract.</summary>
    public void Forget() => _snapshot = null;

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private async ValueTask<Service?> FindAsync(string? name, Func<Snapshot, FrozenDictionary<string, Service>> index, CancellationToken cancellation)
    {
        if (name is null)
        {
            return null;
        }

        var snapshot = await CurrentAsync(cancellation);
        return index(snapshot).TryGetValue(name, out var service)
            ? service
            : index(await ReloadAsync(MissPause, cancellation)).GetValueOrDefault(name);
    }

    private async ValueTask<Snapshot> CurrentAsync(CancellationToken cancellation)
    {
        if (_snapshot is not { } snapshot)
        {
            return await ReloadAsync(TimeSpan.Zero, cancellation);
        }

        if (Age(snapshot) > Freshness / 2)
        {
            var reload = ReloadBehindAsync();
            if (Age(snapshot) > Freshness && !HasJustFailed)
            {
                await reload.WaitAsync(cancellation);
            }
        }

        return _snapshot ?? snapshot;
    }

    private bool HasJustFailed => Interlocked.Read(ref _failedAt) is not 0 and var at && clock.GetElapsedTime(at) <= Freshness;

    private TimeSpan Age(Snapshot snapshot) => clock.GetElapsedTime(snapshot.ReadAt);

    private async Task ReloadBehindAsync()
    {
        try
        {
            await ReloadAsync(Freshness / 2, CancellationToken.None);
        }
        catch (Exception error) when (error is System.Data.Common.DbException or InvalidOperationException or ObjectDisposedException)
        {
            // Main cannot be read now: the known contracts go on, and the next request tries again.
            Interlocked.Exchange(ref _failedAt, clock.GetTimestamp());
        }
    }

    private async Task<Snapshot> ReloadAsync(TimeSpan youngest, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_snapshot is { } known && Age(known) <= youngest)
            {
                return known;
            }

            await using var store = await stores.CreateDbContextAsync(cancellation);
            var services = await store.Set<Service>().AsNoTracking().Include(service => service.Saml).ToListAsync(cancellation);
            return _snapshot = new Snapshot(
                services.ToFrozenDictionary(service => service.ClientId, StringComparer.Ordinal),
                services.Where(service => service.Saml is not null).ToFrozenDictionary(service => service.Saml!.EntityId, StringComparer.Ordinal),
                services.Where(service => service.Enabled).SelectMany(service => service.Origins).ToFrozenSet(StringComparer.Ordinal),
                clock.GetTimestamp());
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Snapshot(
        FrozenDictionary<string, Service> ByClientId, FrozenDictionary<string, Service> ByEntityId, FrozenSet<string> Origins, long ReadAt);
}
