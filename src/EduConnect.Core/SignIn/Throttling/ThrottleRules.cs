namespace EduConnect.Core.SignIn.Throttling;

/// <summary>What was counted about a try, as far as anything was.</summary>
/// <param name="Device">the known device; null for an unknown one</param>
/// <param name="IsKnownDevice">whether the browser signed in to this account before</param>
/// <param name="Username">all unknown devices on this username</param>
/// <param name="Pair">this network on this username</param>
/// <param name="Network">this network</param>
/// <param name="NetworkLimit">failures allowed to this network</param>
public sealed record AttemptHistory(
    AttemptCounter? Device, bool IsKnownDevice, AttemptCounter? Username, AttemptCounter? Pair, AttemptCounter? Network, int NetworkLimit);

/// <summary>Whether a try may be made now.</summary>
/// <param name="Wait">how long to wait; zero means now</param>
/// <param name="MustBeAskedFor">the wait only counts from the moment it is asked for, in the pair's row</param>
public sealed record ThrottleVerdict(TimeSpan Wait, bool MustBeAskedFor = false)
{
    /// <summary>The try may be made.</summary>
    public static ThrottleVerdict Go { get; } = new(TimeSpan.Zero);

    /// <summary>Whether the try may be made.</summary>
    public bool MayGo => Wait <= TimeSpan.Zero;
}

/// <summary>Slows strangers down without ever locking an account against its owner (domain §17, security reference §3).</summary>
/// <remarks>
/// There is no puzzle: without scripts none would be accessible. In its place every try costs a wait that is bound to the
/// network it comes from, so a stranger cannot use up the tries of the owner, and the right password always gets in after it.
/// </remarks>
public static class ThrottleRules
{
    /// <summary>Judges one try.</summary>
    public static ThrottleVerdict Judge(AttemptHistory history, DateTime now, ThrottleOptions options)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(options);
        if (history.IsKnownDevice)
        {
            return Rest(history.Device, options.KnownDeviceFailures, now, options);
        }

        var network = history.Network is { } counted && counted.WindowFailures >= history.NetworkLimit
            ? counted.WindowBeganAt + options.NetworkWindow - now
            : TimeSpan.Zero;
        var pair = Rest(history.Pair, options.FreeFailures, now, options);
        if (network > TimeSpan.Zero || !pair.MayGo)
        {
            return network > pair.Wait ? new ThrottleVerdict(network) : pair;
        }

        return WaitWhenCrowded(history, now, options) is { } price ? Served(history.Pair, price, now) : ThrottleVerdict.Go;
    }

    /// <summary>The wait after a number of failures: 1 minute after the fifth, doubled at each further one, at most 15.</summary>
    public static TimeSpan WaitAfter(int failures, int free, ThrottleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (failures < free)
        {
            return TimeSpan.Zero;
        }

        var doubled = options.FirstWait * Math.Pow(2, Math.Min(failures - free, 30));
        return doubled < options.LongestWait ? doubled : options.LongestWait;
    }

    private static ThrottleVerdict Rest(AttemptCounter? counter, int free, DateTime now, ThrottleOptions options)
    {
        var rest = counter is null ? TimeSpan.Zero : counter.LastFailedAt + WaitAfter(counter.Failures, free, options) - now;
        return rest > TimeSpan.Zero ? new ThrottleVerdict(rest) : ThrottleVerdict.Go;
    }

    private static TimeSpan? WaitWhenCrowded(AttemptHistory history, DateTime now, ThrottleOptions options) => history.Username switch
    {
        { } counter when counter.Failures >= options.FailuresInARow => options.WaitWhenUnderAttack,
        { } counter when counter.WindowFailures >= options.FailuresADay && counter.WindowBeganAt + TimeSpan.FromDays(1) > now => options.FirstWait * 2,
        _ => null,
    };

    private static ThrottleVerdict Served(AttemptCounter? pair, TimeSpan price, DateTime now)
    {
        if (pair?.WaitingSince is not { } since)
        {
            return new ThrottleVerdict(price, MustBeAskedFor: true);
        }

        return since + price > now ? new ThrottleVerdict(since + price - now) : ThrottleVerdict.Go;
    }
}
