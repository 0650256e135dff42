namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// Stops a complet that would remove too much (domain 2.4): more than 5 % of a school's ties or 1 % of a source's accounts, 60 % and 40 % from 20 August to
/// 15 September when whole year groups move. One or two ties or accounts never stop anything, unless nothing would be left.
/// </summary>
public static class SafetyBrake
{
    private const long Handful = 2;

    /// <summary>True when a school would lose too many of its ties.</summary>
    /// <param name="removed">Ties that would go.</param>
    /// <param name="total">Ties it has.</param>
    /// <param name="day">The day of the import, in Paris.</param>
    public static bool StopsSchool(long removed, long total, DateOnly day) => Stops(removed, total, SchoolShare(day));

    /// <summary>True when a source would lose too many of its accounts.</summary>
    /// <param name="removed">Accounts whose record would go.</param>
    /// <param name="total">Accounts that hold a record of the source.</param>
    /// <param name="day">The day of the import, in Paris.</param>
    public static bool StopsSource(long removed, long total, DateOnly day) => Stops(removed, total, SourceShare(day));

    /// <summary>Share of its ties that a school may lose on that day.</summary>
    public static double SchoolShare(DateOnly day) => IsSeason(day) ? 0.60 : 0.05;

    /// <summary>Share of its accounts that a source may lose on that day.</summary>
    public static double SourceShare(DateOnly day) => IsSeason(day) ? 0.40 : 0.01;

    /// <summary>From 20 August to 15 September.</summary>
    public static bool IsSeason(DateOnly day) => (day.Month == 8 && day.Day >= 20) || (day.Month == 9 && day.Day <= 15);

    private static bool Stops(long removed, long total, double share) => removed > total * share && (removed > Handful || removed >= total);
}
