using System.Globalization;
using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Statistics;
using EduConnect.Web.Design;
using EduConnect.Web.MeteoStats;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MeteoStats;

/// <summary>A list of a territory over the school year, beside the year before: a line chart, the table of its months, and every day as a file.</summary>
internal sealed class EvolutionModel(TerritoriesOfAgent territories, ReadEvolution read, AgentJournal journal, PageFrame frame, IStringLocalizer<StatisticsTexts> texts)
    : MeteoStatsPage(territories, journal, frame, texts)
{
    /// <summary>The territory.</summary>
    public Territory Territory { get; private set; } = null!;

    /// <summary>Whose accounts.</summary>
    public ListKind List { get; private set; }

    /// <summary>Their degree.</summary>
    public Degree Degree => List == ListKind.Guardians ? Degree.First : Degree.Second;

    /// <summary>The days kept.</summary>
    public Evolution Evolution { get; private set; } = null!;

    /// <summary>The last day of each month of the present school year that was counted, with the same day a year before.</summary>
    public IReadOnlyList<(EvolutionDay Day, EvolutionDay? Before)> Months =>
        [.. Evolution.Present.GroupBy(day => (day.Day.Year, day.Day.Month)).Select(month => (month.Last(), Evolution.YearBefore(month.Last().Day)))];

    /// <summary>The months under the axis, from the one the school year begins in.</summary>
    public IReadOnlyList<string> Ticks =>
        [.. Enumerable.Range(0, 12).Select(i => Evolution.YearStart.AddDays(15).AddMonths(i).ToString("MMM", CultureInfo.GetCultureInfo("fr-FR")))];

    /// <summary>The points of a school year: the place of a day is its part of 365 days.</summary>
    public static IReadOnlyList<(double Place, double Percent)> Points(IReadOnlyList<EvolutionDay> days, DateOnly start) =>
        [.. days.Select(day => (Math.Min(1, (day.Day.DayNumber - start.DayNumber) / 365.0), day.Percent))];

    /// <summary><c>2026-2027</c>.</summary>
    public static string YearOf(DateOnly start) => string.Create(CultureInfo.InvariantCulture, $"{start.AddDays(31).Year}-{start.AddDays(31).Year + 1}");

    public async Task<IActionResult> OnGetAsync(string level, string code, string list, [FromQuery] string? format, CancellationToken cancellationToken)
    {
        if (await FindAsync(level, code, cancellationToken) is not { } open)
        {
            return NotFound();
        }

        (Territory, List) = (open.Territory, TerritoryRoutes.ListOf(list));
        if (!open.Degrees.Contains(Degree))
        {
            await RefuseAsync(cancellationToken);
            return NotFound();
        }

        Evolution = await read.RunAsync(Territory, Degree, List, cancellationToken);
        return format == "csv" ? File(TerritoryCsv.Write(NameOf(Territory), Degree, List, Evolution), Csv, $"meteostats-{FileNameOf(Territory)}-{list}-evolution.csv") : Page();
    }
}
