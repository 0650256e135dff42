using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Core.Statistics;
using EduConnect.Web.Administration;
using EduConnect.Web.Design;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.MeteoStats;

/// <summary>A page of MétéoStats: header, tabs, and the one way from an address to a territory. One that is not the agent's answers like none, and is an event.</summary>
internal abstract class MeteoStatsPage(TerritoriesOfAgent territories, AgentJournal journal, PageFrame frame, IStringLocalizer<StatisticsTexts> texts) : PageModel
{
    /// <summary>Type of the files.</summary>
    protected const string Csv = "text/csv; charset=utf-8";

    /// <summary>Who looks.</summary>
    public SignedInAgent Agent => HttpContext.Features.Get<SignedInAgent>()!;

    /// <summary>Which territories the agent may look at.</summary>
    protected TerritoriesOfAgent Territories => territories;

    /// <summary>Words by name.</summary>
    protected IStringLocalizer<StatisticsTexts> Texts => texts;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is null)
        {
            // A form sent to a page that has none: it would be shown without having read anything.
            context.Result = NotFound();
            return;
        }

        AgentFrame.Fill(frame, Agent, AgentModule.Statistics, texts);
        frame.HomePath = TerritoryRoutes.Root;
        foreach (var level in TerritoryRoutes.Names)
        {
            var address = $"{TerritoryRoutes.Root}/{level}";
            frame.Tabs.Add(new FrameTab(texts["Tab." + level], address, (Request.Path + "/").StartsWith(address + "/", StringComparison.OrdinalIgnoreCase)));
        }
    }

    /// <summary>The heading of a territory.</summary>
    public string TitleOf(Territory territory) => texts["Title." + territory.Level, WordsOf(territory)];

    /// <summary>The name of a territory, in a file.</summary>
    public string NameOf(Territory territory) => territory.Level switch
    {
        TerritoryLevel.Nation => texts["Name.Nation"],
        TerritoryLevel.Academie => texts["Name.Academie", WordsOf(territory)],
        TerritoryLevel.Circonscription => texts["Name.Circonscription", WordsOf(territory), Academies.ByCode(territory.Code.Split('-')[0])?.Complement ?? string.Empty],
        _ => WordsOf(territory),
    };

    /// <summary>The name of a territory in the name of a file: letters, digits and dashes.</summary>
    protected static string FileNameOf(Territory territory) => string.Concat(TerritoryRoutes.AddressOf(territory)[(TerritoryRoutes.Root.Length + 1)..].Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-'));

    /// <summary><c>20/11/2026 à 03:40</c>.</summary>
    public string At(DateTime utc) => ParisTime.OnPaper(utc) + texts["At"] + ParisTime.Clock(utc);

    /// <summary>The territory of the address when the agent may look at it; null otherwise, which is noted.</summary>
    protected async Task<OpenTerritory?> FindAsync(string level, string? code, CancellationToken cancellationToken)
    {
        var open = TerritoryRoutes.Find(level, code) is { } territory ? await territories.FindAsync(Agent, territory, cancellationToken) : null;
        if (open is null)
        {
            await RefuseAsync(cancellationToken);
        }

        return open;
    }

    /// <summary>Notes that somebody asked for what is not theirs.</summary>
    protected Task RefuseAsync(CancellationToken cancellationToken) =>
        journal.WriteAsync("agent.refused", Agent.Agent.Id, null, Request.Path, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty, cancellationToken);

    private static string WordsOf(Territory territory) => territory.Level switch
    {
        TerritoryLevel.Academie => Academies.ByCode(territory.Code)?.Complement ?? territory.Code,
        TerritoryLevel.Departement => Departements.Titled(territory.Code),
        TerritoryLevel.Circonscription => territory.Code[(territory.Code.IndexOf('-', StringComparison.Ordinal) + 1)..],
        _ => string.Empty,
    };
}
