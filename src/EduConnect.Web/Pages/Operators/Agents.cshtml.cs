using EduConnect.Core.Agents.Managing;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The agents, 50 a page, with a search by name, username, school or group (rows #238 and #227).</summary>
internal sealed class AgentsModel(OperatorDesk desk, FindAgents find) : OperatorPage(desk)
{
    /// <summary>Rights shown of each; the others are on the agent's page.</summary>
    public const int MostRights = 4;

    public IReadOnlyList<FoundAgent> Agents { get; private set; } = [];

    /// <summary>Agents on all pages.</summary>
    public int Total { get; private set; }

    /// <summary>The page shown, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>What is searched for; null for all.</summary>
    public string? Search { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        (Search, Number) = (Request.Query["q"].ToString() is { Length: > 0 } typed ? typed : null, PageNumber);
        (Agents, Total) = await find.RunAsync(Search, Number, cancellationToken);
    }

    /// <summary>The address of a page of the search.</summary>
    public string At(int page) => Search is null ? AtPage(page) : $"{AtPage(page)}&q={Uri.EscapeDataString(Search)}";
}
