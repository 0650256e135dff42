using EduConnect.Core.Accounts.Passwords;
using EduConnect.Testing.Time;
using Xunit;

namespace EduConnect.Core.Tests.Accounts;

[Trait("Rule", "S-PW3")]
public sealed class HashingPoolTests
{
    [Fact]
    public async Task Never_more_than_its_threads_compute_at_once()
    {
        using var pool = new HashingPool(new TestClock(), threads: 3, capacity: 100);
        var (running, most) = (0, 0);
        var jobs = Enumerable.Range(0, 40).Select(_ => pool.ComputeAsync(() =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Thread.SpinWait(20_000);
            return Interlocked.Decrement(ref running);
        })).ToArray();
        await Task.WhenAll(jobs);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task A_full_queue_and_a_late_turn_are_refused()
    {
        var clock = new TestClock();
        using var pool = new HashingPool(clock, threads: 1, capacity: 2);
        using var started = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var first = pool.ComputeAsync(() =>
        {
            started.Set();
            gate.Wait(TestContext.Current.CancellationToken);
            return 1;
        });
        started.Wait(TestContext.Current.CancellationToken);
        var waiting = new[] { pool.ComputeAsync(() => 2), pool.ComputeAsync(() => 3) };
        await Assert.ThrowsAsync<HashingBusyException>(() => pool.ComputeAsync(() => 4));

        clock.Advance(HashingPool.LongestWait + TimeSpan.FromMilliseconds(1));
        gate.Set();
        Assert.Equal(1, await first);
        foreach (var job in waiting)
        {
            await Assert.ThrowsAsync<HashingBusyException>(() => job);
        }

        Assert.Equal(5, await pool.ComputeAsync(() => 5));
    }

    [Fact]
    public async Task A_failing_job_fails_alone()
    {
        using var pool = new HashingPool(new TestClock(), threads: 1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.ComputeAsync<int>(() => throw new InvalidOperationException()));
        Assert.Equal(1, await pool.ComputeAsync(() => 1));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
