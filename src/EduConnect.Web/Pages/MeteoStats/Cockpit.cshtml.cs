using System.Globalization;
using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using EduConnect.Core.Statistics;
using EduConnect.Web.Design;
using EduConnect.Web.MeteoStats;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MeteoStats;

/// <summary>The cockpit de rentrée: school by school, the share of pupils with at least one guardian whose account is activated.</summary>
internal sealed class CockpitModel(TerritoriesOfAgent territories, ReadCockpit read, AgentJournal journal, PageFrame frame, IStringLocalizer<StatisticsTexts> texts)
    : MeteoStatsPage(territories, journal, frame, texts)
{
    /// <summary>The territory.</summary>
    public Territory Territory { get; private set; } = null!;

    /// <summary>The degrees to choose from.</summary>
    public IReadOnlyList<Degree> Degrees { get; private set; } = [];

    /// <summary>The degree shown.</summary>
    public Degree Degree { get; private set; }

    /// <summary>The schools.</summary>
    public Cockpit Cockpit { get; private set; } = null!;

    /// <summary>The address of a degree.</summary>
    public static string AddressOf(Degree degree) => "?degre=" + (degree == Degree.First ? "1" : "2");

    /// <summary>The address of a page.</summary>
    public string AtPage(int page) => AddressOf(Degree) + "&page=" + page.ToString(CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(string level, string code, [FromQuery] string? format, CancellationToken cancellationToken)
    {
        Degrees = [.. new[] { Degree.Second, Degree.First }.Where(degree => Territories.Departements(Agent).Any(open => open.Degrees.Contains(degree)))];
        Degree = Request.Query["degre"] == "1" || (Request.Query["degre"] != "2" && !Degrees.Contains(Degree.Second)) ? Degree.First : Degree.Second;
        int? page = format == "csv" ? null : int.TryParse(Request.Query["page"], out var number) ? Math.Clamp(number, 1, 10_000) : 1;
        if (TerritoryRoutes.Find(level, code) is not { } territory || await read.RunAsync(Agent, territory, Degree, page, cancellationToken) is not { } cockpit)
        {
            await RefuseAsync(cancellationToken);
            return NotFound();
        }

        (Territory, Cockpit) = (territory, cockpit);
        return page is null ? File(TerritoryCsv.Write(cockpit), Csv, $"cockpit-{FileNameOf(territory)}-{(Degree == Degree.First ? "1d" : "2d")}.csv") : Page();
    }
}
