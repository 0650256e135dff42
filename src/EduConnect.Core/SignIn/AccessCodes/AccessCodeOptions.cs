namespace EduConnect.Core.SignIn.AccessCodes;

/// <summary>Limits of access codes (domain §11); section <c>AccessCodes</c> of the settings.</summary>
public sealed class AccessCodeOptions
{
    /// <summary>How long a code works.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Tries, right or wrong, that end a code (S-OT2).</summary>
    public int Tries { get; set; } = 5;

    /// <summary>Most codes one agent gives in an hour: a class of forty.</summary>
    public int PerAgentAndHour { get; set; } = 40;

    /// <summary>
    /// How long the session lasts at the latest: one school hour. The code is for the lesson the pupil was helped in; on the shared computer of that lesson
    /// the next class must not find the session open, and whoever took a code that was not theirs is out by the bell.
    /// </summary>
    public TimeSpan Session { get; set; } = TimeSpan.FromMinutes(55);
}
