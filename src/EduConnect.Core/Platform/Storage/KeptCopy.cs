using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Storage;

/// <summary>
/// A small part of main kept in memory by one process: read again when it is older than <see cref="Freshness"/>. When main cannot be
/// read then, the last known copy goes on.
/// </summary>
/// <typeparam name="T">what is kept; never to be changed, it is shared</typeparam>
public abstract class KeptCopy<T>(IDbContextFactory<MainDb> stores, TimeProvider clock) : IDisposable
    where T : class
{
    /// <summary>How old the copy may be; a change by another process is seen at the latest after that time.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _gate = new(1);
    private volatile Copy? _copy;

    /// <summary>What is in main, at most <see cref="Freshness"/> old.</summary>
    public async ValueTask<T> GetAsync(CancellationToken cancellation)
    {
        if (_copy is { } kept && IsFresh(kept))
        {
            return kept.Value;
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            var former = _copy;
            return former is not null && IsFresh(former) ? former.Value : Keep(await ReadOrAsync(former?.Value, cancellation));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets the copy: for the process that has just changed what it holds.</summary>
    public void Forget() => _copy = null;

    /// <inheritdoc />
    public void Dispose()
    {
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads it.</summary>
    protected abstract Task<T> ReadAsync(MainDb main, CancellationToken cancellation);

    private async Task<T> ReadOrAsync(T? former, CancellationToken cancellation)
    {
        try
        {
            await using var main = await stores.CreateDbContextAsync(cancellation);
            return await ReadAsync(main, cancellation);
        }
        catch (Exception error) when (former is not null && error is (System.Data.Common.DbException or InvalidOperationException or TimeoutException))
        {
            return former;
        }
    }

    private T Keep(T value)
    {
        _copy = new Copy(value, clock.GetTimestamp());
        return value;
    }

    private bool IsFresh(Copy copy) => clock.GetElapsedTime(copy.ReadAt) <= Freshness;

    private sealed record Copy(T Value, long ReadAt);
}
