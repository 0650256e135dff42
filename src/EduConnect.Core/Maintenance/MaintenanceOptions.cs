namespace EduConnect.Core.Maintenance;

/// <summary>Section <c>Maintenance</c> of the settings.</summary>
public sealed class MaintenanceOptions
{
    /// <summary>How long before its beginning an interruption is announced on the pages (domain 15.1).</summary>
    public TimeSpan AnnouncedAhead { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often each node reads the calendar.</summary>
    public TimeSpan ReadEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often each node looks whether main takes changes; zero: never.</summary>
    public TimeSpan WatchEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an open connection to main may take to answer that; asked three times before main counts as lost.</summary>
    public TimeSpan WatchPatience { get; set; } = TimeSpan.FromSeconds(4);
}
