using System.Threading.Channels;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>Runs password hashes on a fixed number of own threads, so that a rush of sign-ins cannot take the whole machine (S-PW3).</summary>
/// <remarks>
/// One thread per core: each hash sweeps 19 MiB through the caches, more at once would only be slower. A job that waited
/// longer than <see cref="LongestWait"/>, or finds the queue full, is refused: the page answers 503 with Retry-After.
/// </remarks>
public sealed class HashingPool : IDisposable
{
    /// <summary>Longest time a job may wait for its turn.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private const int JobsPerThread = 200;
    private readonly Channel<Job> _jobs;
    private readonly TimeProvider _time;

    /// <summary>Starts the threads.</summary>
    /// <param name="time">measures how long a job waited</param>
    /// <param name="threads">hashes computed at once; the number of cores unless a test says otherwise</param>
    /// <param name="capacity">jobs that may wait</param>
    public HashingPool(TimeProvider time, int? threads = null, int? capacity = null)
    {
        _time = time;
        var count = threads ?? Environment.ProcessorCount;
        _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(capacity ?? count * JobsPerThread) { SingleReader = count == 1 });
        for (var i = 0; i < count; i++)
        {
            new Thread(Work) { IsBackground = true, Name = "password hashing" }.Start();
        }
    }

    /// <summary>Computes on one of the pool's threads.</summary>
    /// <exception cref="HashingBusyException">no thread came free in time</exception>
    public async Task<TResult> ComputeAsync<TResult>(Func<TResult> compute, CancellationToken cancellation = default)
    {
        var job = new Job<TResult>(compute, _time.GetTimestamp(), cancellation);
        if (!_jobs.Writer.TryWrite(job))
        {
            ServiceMeter.HashingRefused.Add(1);
            throw new HashingBusyException();
        }

        return await job.Result.ConfigureAwait(false);
    }

    /// <summary>Lets the threads end after what is already queued.</summary>
    public void Dispose() => _jobs.Writer.TryComplete();

    private void Work()
    {
        while (Next() is { } job)
        {
            var waited = _time.GetElapsedTime(job.QueuedAt);
            ServiceMeter.HashingWait.Record(waited.TotalSeconds);
            if (waited > LongestWait)
            {
                ServiceMeter.HashingRefused.Add(1);
            }

            job.Run(waited > LongestWait);
        }
    }

    private Job? Next()
    {
        while (true)
        {
            if (_jobs.Reader.TryRead(out var job))
            {
                return job;
            }

            // Blocking is wanted here: these threads exist for nothing else.
            if (!_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                return null;
            }
        }
    }

    private abstract class Job(long queuedAt)
    {
        public long QueuedAt { get; } = queuedAt;

        public abstract void Run(bool tooLate);
    }

    private sealed class Job<TResult>(Func<TResult> compute, long queuedAt, CancellationToken cancellation) : Job(queuedAt)
    {
        private readonly TaskCompletionSource<TResult> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<TResult> Result => _source.Task;

        public override void Run(bool tooLate)
        {
            if (cancellation.IsCancellationRequested)
            {
                _source.SetCanceled(cancellation);
                return;
            }

            if (tooLate)
            {
                _source.SetException(new HashingBusyException());
                return;
            }

            try
            {
                _source.SetResult(compute());
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                _source.SetException(failure);
            }
        }
    }
}
