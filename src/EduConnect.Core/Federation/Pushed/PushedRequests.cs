using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Pushed;

/// <summary>The requests that services left, in the operational store, so that any node can take what another was given.</summary>
public sealed class PushedRequests(IDbContextFactory<OperationalDb> stores, IRandomSource random, TimeProvider clock)
{
    /// <summary>How long a request waits for its browser.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    /// <summary>How long a request that was taken can be gone back to: a sign-in with its codes fits in.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Keeps a request; the handle that stands for it has 256 random bits and is stored nowhere.</summary>
    public async Task<string> KeepAsync(string clientId, string parameters, CancellationToken cancellation)
    {
        var handle = Handle.New(random);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        store.Add(new PushedRequest { Hash = Handle.Hash(handle), ClientId = clientId, Parameters = parameters, ExpiresAt = Now + Life });
        await store.SaveChangesAsync(cancellation);
        return handle;
    }

    /// <summary>
    /// Takes a request: of any number of callers exactly one gets its parameters. A change first and a question after it, never both in one: questions are asked
    /// again when a connection dies (ADR 0014). Null when the request is unknown, used, too old or another service's.
    /// </summary>
    public async Task<string?> TakeAsync(string handle, string clientId, CancellationToken cancellation)
    {
        var (hash, now, end) = (Handle.Hash(handle), Now, Now + Memory);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var taken = await store.Set<PushedRequest>()
            .Where(request => request.Hash == hash && request.ClientId == clientId && request.OpenedAt == null && request.ExpiresAt > now)
            .ExecuteUpdateAsync(row => row.SetProperty(request => request.OpenedAt, now).SetProperty(request => request.ExpiresAt, end), cancellation);
        return taken == 1 ? await FindOpenedAsync(handle, clientId, cancellation) : null;
    }

    /// <summary>The parameters of a request that was taken, for the rest of its journey; null when it was not, or too long ago.</summary>
    public async Task<string?> FindOpenedAsync(string handle, string clientId, CancellationToken cancellation)
    {
        var (hash, now) = (Handle.Hash(handle), Now);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Set<PushedRequest>().AsNoTracking().Where(request => request.Hash == hash && request.ClientId == clientId && request.OpenedAt != null && request.ExpiresAt > now)
            .Select(request => request.Parameters).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Erases the requests that nobody came for; returns how many.</summary>
    public async Task<int> EraseAsync(CancellationToken cancellation)
    {
        var now = Now;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Set<PushedRequest>().Where(request => request.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
    }
}
