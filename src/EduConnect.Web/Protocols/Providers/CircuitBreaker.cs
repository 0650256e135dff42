namespace EduConnect.Web.Protocols.Providers;

/// <summary>Stops calling somebody who does not answer: after some failures in a row calls are refused at once for a while, then one is let through to try (S-FC3).</summary>
internal sealed class CircuitBreaker(TimeProvider clock)
{
    /// <summary>Failures in a row that open it.</summary>
    public const int Threshold = 3;

    /// <summary>How long it stays open before the next trial.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private int _failures;
    private long _openedAt;

    /// <summary>Whether calls are refused now; the first question after the pause lets its caller try.</summary>
    public bool TryPass()
    {
        lock (_lock)
        {
            if (_failures < Threshold)
            {
                return true;
            }

            if (clock.GetElapsedTime(_openedAt) < Pause)
            {
                return false;
            }

            // One trial: whoever asks meanwhile waits for its outcome or for the next pause.
            _openedAt = clock.GetTimestamp();
            return true;
        }
    }

    /// <summary>The other side answered.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            _failures = 0;
        }
    }

    /// <summary>The other side did not answer.</summary>
    public void Failed()
    {
        lock (_lock)
        {
            _failures++;
            _openedAt = clock.GetTimestamp();
        }
    }
}
