using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>A school of the cockpit.</summary>
/// <param name="School">the school</param>
/// <param name="Coverage">its pupils, and those reached</param>
/// <param name="ComputedAt">when (UTC)</param>
public sealed record CockpitLine(School School, Coverage Coverage, DateTime ComputedAt);

/// <summary>The cockpit of a territory.</summary>
/// <param name="Departements">the départements it shows: of an académie, only those granted to the agent</param>
/// <param name="Whole">all schools found together</param>
/// <param name="Lines">one page of them, or all</param>
/// <param name="Total">schools found</param>
/// <param name="Page">from 1; the last one when a later one was asked for</param>
public sealed record Cockpit(IReadOnlyList<string> Departements, Coverage Whole, IReadOnlyList<CockpitLine> Lines, int Total, int Page);

/// <summary>
/// The cockpit de rentrée: which schools still have pupils nobody of whose guardians has an activated account, those with the smallest share first.
/// Below académie level, so only départements granted to the agent are shown.
/// </summary>
[UseCase(Effect.Reads)]
public sealed class ReadCockpit(IDbContextFactory<MainDb> main, TerritoriesOfAgent territories)
{
    /// <summary>Schools on a page (domain §17).</summary>
    public const int PageSize = 50;

    /// <summary>Whether an agent has a cockpit of this territory.</summary>
    public async Task<bool> IsOpenAsync(Agents.SignedInAgent agent, Territory territory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(territory);
        if (territory.Level != TerritoryLevel.Academie)
        {
            return territory.Level == TerritoryLevel.Departement && await territories.FindAsync(agent, territory, cancellationToken) is not null;
        }

        var granted = territories.Departements(agent).Select(open => open.Territory.Code).ToList();
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return granted.Count > 0 && await db.Set<School>().AnyAsync(school => school.Academie == territory.Code && school.GoneAt == null && granted.Contains(school.Departement), cancellationToken);
    }

    /// <summary>Reads it; null when it is not for this agent.</summary>
    /// <param name="agent">who asks</param>
    /// <param name="territory">an académie or a département</param>
    /// <param name="degree">schools of one degree</param>
    /// <param name="page">from 1; null for all schools at once, as a file has them</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<Cockpit?> RunAsync(Agents.SignedInAgent agent, Territory territory, Degree degree, int? page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(territory);
        if (!await IsOpenAsync(agent, territory, cancellationToken))
        {
            return null;
        }

        var granted = territories.Departements(agent).Where(open => open.Degrees.Contains(degree)).Select(open => open.Territory.Code).ToList();
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var rows = from school in db.Set<School>().AsNoTracking()
                   where school.GoneAt == null && school.Degree == degree && granted.Contains(school.Departement)
                       && (territory.Level == TerritoryLevel.Academie ? school.Academie == territory.Code : school.Departement == territory.Code)
                   join coverage in db.Set<SchoolCoverage>() on school.Id equals coverage.SchoolId
                   join statistics in db.Set<SchoolStatistics>() on school.Id equals statistics.SchoolId
                   where coverage.Breakdown == Breakdown.School && coverage.Pupils > 0
                   select new { school, coverage.Pupils, coverage.Reached, statistics.ComputedAt };
        var departements = await rows.Select(row => row.school.Departement).Distinct().OrderBy(code => code).ToListAsync(cancellationToken);
        var total = await rows.CountAsync(cancellationToken);
        var (pupils, reached) = (await rows.SumAsync(row => row.Pupils, cancellationToken), await rows.SumAsync(row => row.Reached, cancellationToken));
        var sorted = rows.OrderBy(row => 1.0 * row.Reached / row.Pupils).ThenByDescending(row => row.Pupils - row.Reached).ThenBy(row => row.school.Uai);
        var shown = Math.Clamp(page ?? 1, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await (page is null ? sorted : sorted.Skip((shown - 1) * PageSize).Take(PageSize)).ToListAsync(cancellationToken);
        return new Cockpit(departements, new Coverage(pupils, reached), [.. lines.Select(row => new CockpitLine(row.school, new Coverage(row.Pupils, row.Reached), row.ComputedAt))], total, shown);
    }
}
