namespace EduConnect.Web.Hosting;

/// <summary>The lines that reports of browsers may write: anybody can send some, so that a minute holds a few only, and the log stays readable (S-HD3).</summary>
internal sealed class PolicyReportLog(ILoggerFactory loggers, TimeProvider clock)
{
    /// <summary>Lines in a minute; one more tells that there were others.</summary>
    public const int MostAMinute = 30;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ILogger _log = loggers.CreateLogger("ContentSecurityPolicy");
    private readonly Lock _turn = new();
    private DateTimeOffset _began;
    private int _written;

    /// <summary>Writes what a browser refused, unless this minute is full.</summary>
    public void Write(string directive, string blocked)
    {
        var place = Take();
        if (place <= MostAMinute)
        {
            _log.LogWarning("Refused by the policy: directive {Directive}, blocked {Blocked}", directive, blocked);
        }
        else if (place == MostAMinute + 1)
        {
            _log.LogWarning("More than {Most} reports of browsers in a minute: the others are left out", MostAMinute);
        }
    }

    private int Take()
    {
        lock (_turn)
        {
            var now = clock.GetUtcNow();
            if (now - _began >= Minute || now < _began)
            {
                (_began, _written) = (now, 0);
            }

            _written = Math.Min(_written + 1, MostAMinute + 2);
            return _written;
        }
    }
}
