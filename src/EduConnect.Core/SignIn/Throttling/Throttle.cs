using System.Net;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn.Throttling;

/// <summary>The counters of one try, as they stood before it.</summary>
/// <param name="Verdict">whether it may be made</param>
/// <param name="DeviceKey">counter of the known device; null for an unknown one</param>
/// <param name="UsernameKey">counter of the username</param>
/// <param name="PairKey">counter of the network on the username</param>
/// <param name="NetworkKey">counter of the network</param>
/// <param name="Found">keys under which a success has something to begin anew</param>
public sealed record Attempts(
    ThrottleVerdict Verdict, string? DeviceKey, string UsernameKey, string PairKey, string NetworkKey, IReadOnlyCollection<string> Found);

/// <summary>Applies <see cref="ThrottleRules"/> at every place where a password can be guessed: sign-in, grouping (S-MG1).</summary>
public sealed class Throttle(ThrottleOptions options, KnownDevices devices, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Compiled once for each application: every sign-in asks.
    private readonly Func<OperationalDb, string, string, string, string, IAsyncEnumerable<AttemptCounter>> _counters = EF.CompileAsyncQuery(
        (OperationalDb db, string first, string second, string third, string fourth) => db.Set<AttemptCounter>().AsNoTracking()
            .Where(counter => counter.Key == first || counter.Key == second || counter.Key == third || counter.Key == fourth));

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Tries on one username take turns on this node, so that parallel guesses are judged one after the other; another node can
    /// slip in one guess at most. Two right sign-ins at once both succeed, one after the other.
    /// </summary>
    public async Task<IDisposable> TurnAsync(string username, CancellationToken cancellation)
    {
        var turn = _turns[(uint)string.GetHashCode(username, StringComparison.Ordinal) % (uint)_turns.Length];
        await turn.WaitAsync(cancellation);
        return new Turn(turn);
    }

    /// <summary>Reads the counters, in one statement whoever asks, and judges.</summary>
    public async Task<Attempts> ReadAsync(OperationalDb db, string username, Guid? account, KnownDevice? device, IPAddress? address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var network = NetworkAddress.Of(address);
        var known = account is { } id && device?.Accounts.Contains(id) == true;
        string[] keys =
        [
            AttemptKeys.Device(device?.Id ?? Guid.Empty, account ?? Guid.Empty),
            AttemptKeys.Username(username),
            AttemptKeys.Pair(username, network),
            AttemptKeys.Network(network),
        ];
        var rows = new Dictionary<string, AttemptCounter>(StringComparer.Ordinal);
        await foreach (var row in _counters(db, keys[0], keys[1], keys[2], keys[3]).WithCancellation(cancellation))
        {
            rows[row.Key] = row;
        }

        var limit = NetworkAddress.IsIn(address, options.SchoolNetworks) ? options.SchoolNetworkFailures : options.NetworkFailures;
        var history = new AttemptHistory(rows.GetValueOrDefault(keys[0]), known, rows.GetValueOrDefault(keys[1]), rows.GetValueOrDefault(keys[2]), rows.GetValueOrDefault(keys[3]), limit);
        return new Attempts(ThrottleRules.Judge(history, Now, options), known ? keys[0] : null, keys[1], keys[2], keys[3], [.. rows.Values.Where(row => row.Failures > 0 || row.WaitingSince is not null).Select(row => row.Key)]);
    }

    /// <summary>Starts the wait of a try that was not made, where it only counts from the moment it is asked for.</summary>
    public async Task NoteWaitAsync(OperationalDb db, Attempts attempts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        if (attempts.Verdict.MustBeAskedFor)
        {
            await AttemptCounters.BeginWaitAsync(db, attempts.PairKey, Now, cancellation);
        }
    }

    /// <summary>Counts a failure, together with what waits to be saved in <paramref name="db"/>.</summary>
    public async Task CountAsync(OperationalDb db, Attempts attempts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(attempts);
        var now = Now;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (attempts.DeviceKey is { } device)
        {
            await AttemptCounters.CountAsync(db, device, now, Day, cancellation);
        }
        else
        {
            // Always in this order: two transactions that count the same keys cannot wait for each other.
            await AttemptCounters.CountAsync(db, attempts.NetworkKey, now, options.NetworkWindow, cancellation);
            await AttemptCounters.CountAsync(db, attempts.UsernameKey, now, Day, cancellation);
            await AttemptCounters.CountAsync(db, attempts.PairKey, now, Day, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>
    /// A right password: failures in a row of its username and device begin anew. The day's on the username are kept, or whoever guesses would get another 25
    /// each time the owner comes in (security reference §3.2); the network's go on.
    /// </summary>
    public static async Task ForgetAsync(OperationalDb db, Attempts attempts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        var keys = attempts.Found.Where(key => key != attempts.NetworkKey).ToList();
        if (keys.Count > 0)
        {
            await AttemptCounters.ForgiveAsync(db, keys, cancellation);
        }
    }

    /// <summary>The device to remember after a sign-in.</summary>
    public KnownDevice Remember(KnownDevice? device, Guid account) => (device ?? devices.New()).With(account);

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
