namespace EduConnect.Core.Platform;

/// <summary>
/// Whether the main store may be written now. The single switch behind planned maintenance and behind the loss of the primary database
/// (domain §15). <see cref="Storage.ReadOnlyInterceptor"/> asks it before every save of main, the gate of the pages before every form, the worker before it takes work up;
/// a use case asks itself only when it writes main without a save.
/// </summary>
public sealed class ReadOnlyMode(TimeProvider clock)
{
    private volatile Window? _window;
    private volatile Window[] _followed = [];
    private volatile bool _isLost;

    /// <summary>The interruption in force, or null when writes are allowed.</summary>
    public Interruption? Current
    {
        get
        {
            var now = Now;
            var window = _window is { } planned && planned.Holds(now) ? planned : Array.Find(_followed, one => one.Holds(now));
            return window is not null ? new Interruption(window.End) : _isLost ? Interruption.Unplanned : null;
        }
    }

    /// <summary>The end (UTC) of the interruption in force; null when there is none, or when nobody can tell (15.3).</summary>
    public DateTime? Until => Current?.End;

    /// <summary>True while modifying use cases are refused.</summary>
    public bool IsOn => Current is not null;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Plans the interruption; null removes it.</summary>
    public void Plan(DateTime? start, DateTime? end) => _window = start is { } from && end is { } to ? new Window(from, to) : null;

    /// <summary>Takes over the interruptions of the calendar (UTC); beside them the one of <see cref="Plan"/> stands.</summary>
    public void Follow(IEnumerable<(DateTime Start, DateTime End)> windows) => _followed = [.. windows.Select(window => new Window(window.Start, window.End))];

    /// <summary>Takes over what the watch of the main store saw (15.3): while it cannot be written, modifying is refused as in a planned interruption.</summary>
    /// <returns>whether this differs from what was seen before</returns>
    public bool Observe(bool isWritable)
    {
        var differs = _isLost == isWritable;
        _isLost = !isWritable;
        return differs;
    }

    /// <summary>Throws <see cref="ReadOnlyModeException"/> while writes are refused.</summary>
    public void EnsureWritable()
    {
        if (Current is { } interruption)
        {
            throw interruption.End is { } end ? new ReadOnlyModeException(end) : new ReadOnlyModeException();
        }
    }

    private sealed record Window(DateTime Start, DateTime End)
    {
        public bool Holds(DateTime instant) => Start <= instant && instant < End;
    }
}

/// <summary>Why the main store may not be written now.</summary>
/// <param name="End">when it may be again (UTC); null when nobody can tell, because the database was lost</param>
public sealed record Interruption(DateTime? End)
{
    /// <summary>The database is lost, or only a replica answers.</summary>
    public static Interruption Unplanned { get; } = new((DateTime?)null);
}

/// <summary>A modifying use case was called during maintenance; pages answer 503 with an explanation.</summary>
public sealed class ReadOnlyModeException : Exception
{
    /// <summary>Refused until an unknown time.</summary>
    public ReadOnlyModeException()
    {
    }

    /// <summary>Refused, with a message for the log.</summary>
    public ReadOnlyModeException(string message)
        : base(message)
    {
    }

    /// <summary>Refused because of another failure.</summary>
    public ReadOnlyModeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Refused until <paramref name="until"/> (UTC).</summary>
    public ReadOnlyModeException(DateTime until)
        : base("The main store is read-only.") => Until = until;

    /// <summary>When writes come back (UTC), when known.</summary>
    public DateTime? Until { get; }
}
