namespace EduConnect.Core.Accounts.Codes;

/// <summary>Codes by SMS and how many may be sent (S-OT2, S-OT4); section <c>Codes</c> of the settings.</summary>
public sealed class CodeOptions
{
    /// <summary>How long a code works.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Wrong tries that kill a code.</summary>
    public int Tries { get; set; } = 5;

    /// <summary>Shortest time between two codes to one number.</summary>
    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Codes to one number in an hour, counted from the first.</summary>
    public int PhoneAnHour { get; set; } = 3;

    /// <summary>Codes to one number in 24 hours, counted from the first.</summary>
    public int PhoneADay { get; set; } = 5;

    /// <summary>Codes asked for by one network in an hour.</summary>
    public int NetworkAnHour { get; set; } = 30;

    /// <summary>Codes that the whole service sends in an hour.</summary>
    public int BudgetAnHour { get; set; } = 10_000;

    /// <summary>Codes that the whole service sends in 24 hours.</summary>
    public int BudgetADay { get; set; } = 60_000;

    /// <summary>Part of the budget that only confirmed numbers may use, from 0 to 1.</summary>
    public double ReservedShare { get; set; } = 0.3;

    /// <summary>Part of the budget at which operators are told, from 0 to 1.</summary>
    public double AlertShare { get; set; } = 0.5;
}
