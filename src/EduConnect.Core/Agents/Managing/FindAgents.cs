using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Managing;

/// <summary>An agent found.</summary>
/// <param name="Agent">who</param>
/// <param name="Rights">those in force</param>
public sealed record FoundAgent(Agent Agent, IReadOnlyList<AgentRight> Rights);

/// <summary>Finds agents, for operators: by part of the username or name, by the UAI of a school they work in or have a right in, or by a group.</summary>
[UseCase(Effect.Reads)]
public sealed class FindAgents(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Agents on a page.</summary>
    public const int PageSize = 50;

    private const int LongestSearch = 100;

    /// <summary>A page of those found, by username; all agents without a search.</summary>
    public async Task<(IReadOnlyList<FoundAgent> Agents, int Total)> RunAsync(string? search, int page, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var found = Matching(db, (search ?? string.Empty).Trim(), now);
        var agents = await found.OrderBy(agent => agent.Username).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        var ids = agents.ConvertAll(agent => agent.Id);
        var rights = (await InForce(db, now).Where(right => ids.Contains(right.AgentId)).ToListAsync(cancellationToken)).ToLookup(right => right.AgentId);
        return (agents.ConvertAll(agent => new FoundAgent(agent, [.. rights[agent.Id].OrderBy(right => right.Module).ThenBy(right => right.Uai, StringComparer.Ordinal)])), await found.CountAsync(cancellationToken));
    }

    private static IQueryable<AgentRight> InForce(MainDb db, DateTime now) => db.Set<AgentRight>().AsNoTracking().Where(right => right.GrantedAt <= now && (right.EndsAt == null || right.EndsAt > now));

    private static IQueryable<Agent> Matching(MainDb db, string search, DateTime now)
    {
        var (agents, rights) = (db.Set<Agent>().AsNoTracking(), InForce(db, now));
        if (search.Length == 0)
        {
            return agents;
        }

        if (Uai.Parse(search) is { } uai)
        {
            return agents.Where(agent => agent.Uai == uai || rights.Any(right => right.AgentId == agent.Id && right.Uai == uai));
        }

        if (AgentGroup.Parse(search) is { } group)
        {
            return agents.Where(agent => rights.Any(right => right.AgentId == agent.Id && right.Module == group.Module && right.Departement == group.Departement && right.Degree == group.Degree && right.Circonscription == null));
        }

        var (typed, lower) = (search.Length > LongestSearch ? search[..LongestSearch] : search, AgentSignIn.Normalize(search));
        return agents.Where(agent => agent.Username.Contains(lower) || agent.DisplayName.Contains(typed));
    }
}
