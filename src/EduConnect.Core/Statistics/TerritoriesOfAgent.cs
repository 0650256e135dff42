using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>One territory that an agent may look at.</summary>
/// <param name="Territory">which</param>
/// <param name="Degrees">of which degrees</param>
public sealed record OpenTerritory(Territory Territory, IReadOnlyList<Degree> Degrees);

/// <summary>
/// Which territories an agent may look at: the one place where rights become figures (row #227). Nation and académies are everybody's; a département and its
/// circonscriptions are those of the groups <c>ECT_STATS_DEP_xxx</c>.
/// </summary>
[UseCase(Effect.Reads)]
public sealed class TerritoriesOfAgent(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    private static readonly Degree[] Both = [Degree.First, Degree.Second];

    /// <summary>The départements granted, by code.</summary>
    public IReadOnlyList<OpenTerritory> Departements(SignedInAgent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return [.. Granted(agent).GroupBy(right => right.Departement!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new OpenTerritory(new Territory(TerritoryLevel.Departement, group.Key), [.. Both.Where(degree => group.Any(right => right.Degree is null || right.Degree == degree))]))];
    }

    /// <summary>The circonscriptions of the départements granted, by académie and number.</summary>
    public async Task<IReadOnlyList<OpenTerritory>> RunAsync(SignedInAgent agent, CancellationToken cancellationToken)
    {
        var departements = Departements(agent).Where(open => open.Degrees.Contains(Degree.First)).Select(open => open.Territory.Code).ToList();
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<School>()
            .Where(school => school.GoneAt == null && school.Degree == Degree.First && school.Circonscription != null && departements.Contains(school.Departement))
            .Select(school => new { school.Academie, school.Circonscription }).Distinct().ToListAsync(cancellationToken);
        return [.. found.Select(one => $"{one.Academie}-{one.Circonscription}").Order(StringComparer.Ordinal)
            .Select(code => new OpenTerritory(new Territory(TerritoryLevel.Circonscription, code), [Degree.First]))];
    }

    /// <summary>The territory when the agent may look at it; null when there is none or it is somebody else's: the two are not told apart.</summary>
    public async Task<OpenTerritory?> FindAsync(SignedInAgent agent, Territory territory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(territory);
        return territory.Level switch
        {
            TerritoryLevel.Nation => territory.Code.Length == 0 ? new OpenTerritory(territory, Both) : null,
            TerritoryLevel.Academie => Academies.ByCode(territory.Code) is null ? null : new OpenTerritory(territory, Both),
            TerritoryLevel.Departement => Departements(agent).FirstOrDefault(open => open.Territory == territory),
            TerritoryLevel.Circonscription => (await RunAsync(agent, cancellationToken)).FirstOrDefault(open => open.Territory == territory),
            _ => null,
        };
    }

    private IEnumerable<AgentRight> Granted(SignedInAgent agent)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return agent.Rights.Where(right => right.Module == AgentModule.Statistics && right.Departement is not null && right.IsInForce(now));
    }
}
