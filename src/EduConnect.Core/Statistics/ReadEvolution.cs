using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>The figures of one day.</summary>
/// <param name="Day">day in Paris</param>
/// <param name="Accounts">accounts</param>
/// <param name="Activated">activated ones</param>
/// <param name="Coverage">pupils; nobody where the list is that of pupils</param>
public sealed record EvolutionDay(DateOnly Day, int Accounts, int Activated, Coverage Coverage)
{
    /// <summary>Share of accounts that are activated, 0 to 100; 0 where there are none.</summary>
    public double Percent => Accounts == 0 ? 0 : 100.0 * Activated / Accounts;
}

/// <summary>A list of a territory over two school years.</summary>
/// <param name="YearStart">first day of the present school year</param>
/// <param name="PreviousStart">first day of the one before</param>
/// <param name="Present">days of the present school year, in order; days nobody counted are missing</param>
/// <param name="Previous">days of the school year before</param>
public sealed record Evolution(DateOnly YearStart, DateOnly PreviousStart, IReadOnlyList<EvolutionDay> Present, IReadOnlyList<EvolutionDay> Previous)
{
    /// <summary>The day of the former school year as far from its start as <paramref name="day"/> is from this one's: the same day, or the last one counted in the week before it.</summary>
    public EvolutionDay? YearBefore(DateOnly day)
    {
        var same = PreviousStart.AddDays(day.DayNumber - YearStart.DayNumber);
        return Previous.LastOrDefault(one => one.Day <= same && one.Day > same.AddDays(-7));
    }
}

/// <summary>Reads the days kept of a territory: this school year's and the one's before, to be compared.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadEvolution(IDbContextFactory<MainDb> main, SchoolCalendar calendar)
{
    /// <summary>Reads a list of a territory that the agent may look at.</summary>
    public async Task<Evolution> RunAsync(Territory territory, Degree degree, ListKind list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(territory);
        var (start, previous) = (calendar.Today().YearStart, calendar.YearBefore().YearStart);
        var (level, code) = territory;
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var days = await db.Set<TerritoryDay>().AsNoTracking()
            .Where(day => day.Level == level && day.Code == code && day.Degree == degree && day.List == list && day.Day >= previous).OrderBy(day => day.Day).ToListAsync(cancellationToken);
        var coverage = list.IsOfPupils()
            ? []
            : await db.Set<TerritoryCoverage>().AsNoTracking().Where(day => day.Level == level && day.Code == code && day.Degree == degree && day.Day >= previous)
                .ToDictionaryAsync(day => day.Day, day => new Coverage(day.Pupils, day.Reached), cancellationToken);
        var all = days.ConvertAll(day => new EvolutionDay(day.Day, day.Accounts, day.Activated, coverage.GetValueOrDefault(day.Day, Coverage.None)));
        return new Evolution(start, previous, all.FindAll(day => day.Day >= start), all.FindAll(day => day.Day < start));
    }
}
