using EduConnect.Core.Platform;

namespace EduConnect.Core.Schools;

/// <summary>The day a search is made on: ages and "connectés depuis le …" are counted from it.</summary>
/// <param name="Today">the date in Paris</param>
/// <param name="YearStart">first day of the school year it belongs to</param>
public sealed record SchoolDay(DateOnly Today, DateOnly YearStart)
{
    /// <summary>The first instant of the school year (UTC). No clock of Paris ever skips midnight.</summary>
    public DateTime YearStartedAt => ParisTime.ToUtc(YearStart.ToDateTime(TimeOnly.MinValue))!.Value;
}

/// <summary>Tells the day, and when its school year began (domain 2.8).</summary>
public sealed class SchoolCalendar(ServiceOptions service, TimeProvider clock)
{
    private const int SetBefore = 31;

    /// <summary>This day.</summary>
    public SchoolDay Today()
    {
        var today = DateOnly.FromDateTime(ParisTime.From(clock.GetUtcNow().UtcDateTime));
        return new SchoolDay(today, YearStart(today, service.SchoolYearStart));
    }

    /// <summary>The last day of the school year before this one.</summary>
    public SchoolDay YearBefore()
    {
        var last = Today().YearStart.AddDays(-1);
        return new SchoolDay(last, YearStart(last, service.SchoolYearStart));
    }

    /// <summary>
    /// The last 1 September, or the day the operator set for the same school year: one that is still to come, or left over from a former year, does not count.
    /// </summary>
    public static DateOnly YearStart(DateOnly today, DateOnly? decided)
    {
        var usual = new DateOnly(today.Year, 9, 1);
        usual = usual <= today ? usual : usual.AddYears(-1);
        return decided is { } day && day <= today && day >= usual.AddDays(-SetBefore) ? day : usual;
    }
}
