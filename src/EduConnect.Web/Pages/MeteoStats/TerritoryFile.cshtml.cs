using EduConnect.Core.Agents;
using EduConnect.Core.Statistics;
using EduConnect.Web.Design;
using EduConnect.Web.MeteoStats;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MeteoStats;

/// <summary>The tables of a territory as a file for a spreadsheet.</summary>
internal sealed class TerritoryFileModel(TerritoriesOfAgent territories, ReadTerritory read, AgentJournal journal, PageFrame frame, IStringLocalizer<StatisticsTexts> texts)
    : MeteoStatsPage(territories, journal, frame, texts)
{
    public async Task<IActionResult> OnGetAsync(string level, string code, CancellationToken cancellationToken) => await FindAsync(level, code, cancellationToken) is { } open
        ? File(TerritoryCsv.Write(NameOf(open.Territory), await read.RunAsync(open, cancellationToken)), Csv, $"meteostats-{FileNameOf(open.Territory)}.csv")
        : NotFound();
}
