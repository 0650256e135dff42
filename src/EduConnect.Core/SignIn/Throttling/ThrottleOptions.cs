namespace EduConnect.Core.SignIn.Throttling;

/// <summary>How strangers are slowed down (security reference §3); section <c>Throttling</c> of the settings.</summary>
public sealed class ThrottleOptions
{
    /// <summary>Failures a known device may make before it has to wait.</summary>
    public int KnownDeviceFailures { get; set; } = 10;

    /// <summary>Failures of one network on one username before it has to wait.</summary>
    public int FreeFailures { get; set; } = 5;

    /// <summary>First wait; doubled at each further failure.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait between two tries.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Failures of all unknown devices together on one username in 24 hours before every try has to be waited for.</summary>
    public int FailuresADay { get; set; } = 25;

    /// <summary>Failures in a row on one username after which unknown devices wait <see cref="WaitWhenUnderAttack"/> for each try.</summary>
    public int FailuresInARow { get; set; } = 100;

    /// <summary>Wait for each try from an unknown device on a username under attack.</summary>
    public TimeSpan WaitWhenUnderAttack { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Failures of one network in <see cref="NetworkWindow"/> before its unknown devices wait for the window's end.</summary>
    public int NetworkFailures { get; set; } = 60;

    /// <summary>The same for the networks of <see cref="SchoolNetworks"/>: a whole school sits behind one address.</summary>
    public int SchoolNetworkFailures { get; set; } = 300;

    /// <summary>Length of the window of networks.</summary>
    public TimeSpan NetworkWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Networks of schools, as <c>address/prefix</c>.</summary>
    public IList<string> SchoolNetworks { get; } = [];
}
