namespace EduConnect.Core.Platform;

/// <summary>This node’s clock went back.</summary>
/// <param name="By">how far</param>
/// <param name="At">when, by the clock as it went on (UTC)</param>
public sealed record ClockJump(TimeSpan By, DateTime At);

/// <summary>
/// Compares this node’s clock with the time that really passes (reliability reference §10): a jump back lengthens whatever ends at an hour, codes and sessions, and shuffles the trail, so operators are
/// told. Looked at beside the requests; a clock that is set forward, or slowly adjusted, is none of its business.
/// </summary>
public sealed class ClockWatch(TimeProvider clock)
{
    /// <summary>Smaller steps are what keeping time by the network makes.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>How long a jump is told.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private static readonly TimeSpan Blink = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private (long Mark, DateTimeOffset Hour) _before = Read(clock);
    private (long Mark, ClockJump Jump)? _last;

    /// <summary>The last jump, for a day; null when there was none.</summary>
    public ClockJump? Last
    {
        get
        {
            lock (_lock)
            {
                return _last is { } last && clock.GetElapsedTime(last.Mark) < Memory ? last.Jump : null;
            }
        }
    }

    /// <summary>Looks once.</summary>
    /// <returns>the jump since the last look; null when there was none</returns>
    public ClockJump? Look()
    {
        lock (_lock)
        {
            var now = Read(clock);
            var back = _before.Hour + clock.GetElapsedTime(_before.Mark, now.Mark) - now.Hour;
            _before = now;
            if (back <= Tolerance)
            {
                return null;
            }

            var jump = new ClockJump(back, now.Hour.UtcDateTime);
            _last = (now.Mark, jump);
            return jump;
        }
    }

    // A process that was stopped between the two would take its pause for a jump.
    private static (long Mark, DateTimeOffset Hour) Read(TimeProvider clock)
    {
        while (true)
        {
            var mark = clock.GetTimestamp();
            var hour = clock.GetUtcNow();
            if (clock.GetElapsedTime(mark) < Blink)
            {
                return (mark, hour);
            }
        }
    }
}
