namespace EduConnect.Core.Guardians.Actions;

/// <summary>When guardians are reminded of contacts that were never confirmed (rows #81, #87); section <c>Reminders</c> of the settings.</summary>
public sealed class ReminderOptions
{
    /// <summary>Whether they are reminded at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long an address or number may stay unconfirmed before (domain §9).</summary>
    public TimeSpan After { get; set; } = TimeSpan.FromDays(30);
}
