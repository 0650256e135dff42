namespace EduConnect.Testing.Time;

/// <summary>A clock that tests move by hand. Delays and timers fire when it is moved past them.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TestTimer> _timers = [];
    private DateTimeOffset _now;
    private TimeSpan _set;

    public TestClock()
        : this(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public TestClock(DateTimeOffset start) => _now = start;

    public DateTime UtcNow => GetUtcNow().UtcDateTime;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return (_now - _set).UtcTicks;
        }
    }

    /// <summary>Somebody sets the clock: the hour changes, and no time passes.</summary>
    public void Set(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
            _set += by;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
        }

        foreach (var timer in Timers())
        {
            timer.FireIfDue(GetUtcNow());
        }
    }

    public void MoveTo(DateTimeOffset instant) => Advance(instant - GetUtcNow());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(callback, state, Remove);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        timer.Set(_now, dueTime, period);
        return timer;
    }

    private TestTimer[] Timers()
    {
        lock (_lock)
        {
            return [.. _timers];
        }
    }

    private void Remove(TestTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class TestTimer(TimerCallback callback, object? state, Action<TestTimer> remove) : ITimer
    {
        private DateTimeOffset? _due;
        private TimeSpan _period;
        private DateTimeOffset _setAt;

        public void Set(DateTimeOffset now, TimeSpan dueTime, TimeSpan period)
        {
            _setAt = now;
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : now + dueTime;
            _period = period;
            FireIfDue(now);
        }

        public void FireIfDue(DateTimeOffset now)
        {
            if (_due is { } due && now >= due)
            {
                _due = _period > TimeSpan.Zero ? now + _period : null;
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set(_setAt, dueTime, period);
            return true;
        }

        public void Dispose() => remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
