using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn.Throttling;

/// <summary>The statements on <see cref="AttemptCounter"/>: each is atomic, the same text on every database.</summary>
public static class AttemptCounters
{
    /// <summary>Counts one failure.</summary>
    /// <param name="db">the operational store</param>
    /// <param name="key">what is counted</param>
    /// <param name="now">UTC</param>
    /// <param name="window">length of the window that <see cref="AttemptCounter.WindowFailures"/> counts in</param>
    /// <param name="cancellation">ends the wait</param>
    public static Task CountAsync(OperationalDb db, string key, DateTime now, TimeSpan window, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var oldest = now - window;
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into attempt_counter (key, failures, window_failures, window_began_at, last_failed_at, waiting_since) values ({key}, 1, 1, {now}, {now}, null)
            on conflict (key) do update set failures = attempt_counter.failures + 1, last_failed_at = {now}, waiting_since = null,
            window_failures = case when attempt_counter.window_began_at <= {oldest} then 1 else attempt_counter.window_failures + 1 end,
            window_began_at = case when attempt_counter.window_began_at <= {oldest} then {now} else attempt_counter.window_began_at end
            """,
            cancellation);
    }

    /// <summary>Counts one try before it is made, and only if fewer than <paramref name="perWindow"/> and <paramref name="ever"/> were made: parallel tries cannot slip through.</summary>
    /// <param name="db">the operational store</param>
    /// <param name="key">what is counted</param>
    /// <param name="now">UTC</param>
    /// <param name="window">length of the window</param>
    /// <param name="perWindow">most in one window</param>
    /// <param name="ever">most since the key was last forgotten</param>
    /// <param name="cancellation">ends the wait</param>
    /// <param name="weight">how much it counts; 0 only asks, at the same cost</param>
    /// <returns>false when the try must not be made</returns>
    public static async Task<bool> TakeAsync(OperationalDb db, string key, DateTime now, TimeSpan window, int perWindow, int ever, CancellationToken cancellation, int weight = 1)
    {
        ArgumentNullException.ThrowIfNull(db);
        var oldest = now - window;
        var changed = await db.Database.ExecuteSqlAsync(
            $"""
            insert into attempt_counter (key, failures, window_failures, window_began_at, last_failed_at, waiting_since) values ({key}, {weight}, {weight}, {now}, {now}, null)
            on conflict (key) do update set failures = attempt_counter.failures + {weight}, last_failed_at = {now},
            window_failures = case when attempt_counter.window_began_at <= {oldest} then {weight} else attempt_counter.window_failures + {weight} end,
            window_began_at = case when attempt_counter.window_began_at <= {oldest} then {now} else attempt_counter.window_began_at end
            where attempt_counter.failures < {ever} and (attempt_counter.window_began_at <= {oldest} or attempt_counter.window_failures < {perWindow})
            """,
            cancellation);
        return changed == 1;
    }

    /// <summary>Notes that a wait begins under this key, unless one is running already.</summary>
    public static Task BeginWaitAsync(OperationalDb db, string key, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into attempt_counter (key, failures, window_failures, window_began_at, last_failed_at, waiting_since) values ({key}, 0, 0, {now}, {now}, {now})
            on conflict (key) do update set waiting_since = coalesce(attempt_counter.waiting_since, {now})
            """,
            cancellation);
    }

    /// <summary>Gives back one try under each of these keys, which turned out not to be a guess; what was counted beside it stays.</summary>
    public static Task GiveBackAsync(OperationalDb db, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<AttemptCounter>().Where(counter => keys.Contains(counter.Key) && counter.Failures > 0 && counter.WindowFailures > 0)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.Failures, one => one.Failures - 1).SetProperty(one => one.WindowFailures, one => one.WindowFailures - 1), cancellation);
    }

    /// <summary>Begins the failures in a row under these keys anew, after a success; what was counted in the window stays.</summary>
    public static Task ForgiveAsync(OperationalDb db, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<AttemptCounter>().Where(counter => keys.Contains(counter.Key))
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.Failures, 0).SetProperty(one => one.WaitingSince, (DateTime?)null), cancellation);
    }

    /// <summary>Forgets what was counted under these keys, after a success.</summary>
    public static Task ForgetAsync(OperationalDb db, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<AttemptCounter>().Where(counter => keys.Contains(counter.Key)).ExecuteDeleteAsync(cancellation);
    }
}
