using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Core.Statistics;
using EduConnect.Web.Design;
using EduConnect.Web.MeteoStats;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MeteoStats;

/// <summary>A tab of MétéoStats (rows #221 to #228): how a territory is chosen, and the figures of the one chosen.</summary>
internal sealed class TerritoryModel(
    TerritoriesOfAgent territories, ReadTerritory read, ReadCockpit cockpit, AgentJournal journal, PageFrame frame, IStringLocalizer<StatisticsTexts> texts)
    : MeteoStatsPage(territories, journal, frame, texts)
{
    private const int LongestSearch = 100;

    /// <summary>The level of the tab.</summary>
    public TerritoryLevel Level { get; private set; }

    /// <summary>The figures; null while nothing is chosen.</summary>
    public TerritoryReport? Report { get; private set; }

    /// <summary>Whether the agent has a cockpit of it.</summary>
    public bool HasCockpit { get; private set; }

    /// <summary>Guardians' accounts by académie: what colours the map.</summary>
    public IReadOnlyDictionary<string, AcademieShare> Shares { get; private set; } = new Dictionary<string, AcademieShare>();

    /// <summary>The départements or circonscriptions to choose from.</summary>
    public IReadOnlyList<OpenTerritory> Choices { get; private set; } = [];

    /// <summary>Whether the agent has départements of the 1st degree, of which no circonscription may be known yet (row #225).</summary>
    public bool HasDepartements => Territories.Departements(Agent).Any(open => open.Degrees.Contains(Degree.First));

    /// <summary>How many there are before the search.</summary>
    public int AllChoices { get; private set; }

    /// <summary>What was searched for.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Search { get; set; }

    public async Task<IActionResult> OnGetAsync(string level, string? code, CancellationToken cancellationToken)
    {
        Level = TerritoryRoutes.LevelOf(level);
        if (code is not null || Level == TerritoryLevel.Nation)
        {
            if (await FindAsync(level, code, cancellationToken) is not { } open)
            {
                return NotFound();
            }

            Report = await read.RunAsync(open, cancellationToken);
            HasCockpit = await cockpit.IsOpenAsync(Agent, open.Territory, cancellationToken);
        }

        await ChooseAsync(cancellationToken);
        return Page();
    }

    private async Task ChooseAsync(CancellationToken cancellationToken)
    {
        if (Level == TerritoryLevel.Academie)
        {
            Shares = await read.SharesAsync(cancellationToken);
            return;
        }

        var all = Level switch
        {
            TerritoryLevel.Departement => Territories.Departements(Agent),
            TerritoryLevel.Circonscription => await Territories.RunAsync(Agent, cancellationToken),
            _ => [],
        };
        Search = Search is { Length: > LongestSearch } ? Search[..LongestSearch] : Search;
        var words = SearchText.Fold(Search).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        AllChoices = all.Count;
        Choices = [.. all.Where(open => words.All(word => Searched(open.Territory).Contains(" " + word, StringComparison.Ordinal)))];
    }

    // A département is searched for by "37" as well as by "037" (row #224).
    private string Searched(Territory territory) => " " + SearchText.Fold(NameOf(territory)) + " " + SearchText.Fold(territory.Code.TrimStart('0'));
}
