using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Delegations;

/// <summary>What an agent holds by delegation.</summary>
/// <param name="RightId">to withdraw it</param>
/// <param name="Agent">whom</param>
/// <param name="Module">Administration des comptes or Dépannage</param>
/// <param name="GrantedAt">since (UTC)</param>
/// <param name="EndsAt">until (UTC); null without end</param>
public sealed record Delegation(Guid RightId, Agent Agent, AgentModule Module, DateTime GrantedAt, DateTime? EndsAt);

/// <summary>Reads who may do what in a school by delegation, and to whom it may be given (rows #6 to #9, domain 12.2).</summary>
[UseCase(Effect.Reads)]
public sealed class SchoolDelegations(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Delegations in force, by name; those that a former head gave too, for they go on.</summary>
    public async Task<IReadOnlyList<Delegation>> RunAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var rows = await InForce(db, scope.School.Uai, clock.GetUtcNow().UtcDateTime).AsNoTracking()
            .Join(db.Set<Agent>().AsNoTracking().Where(agent => agent.DisabledAt == null), right => right.AgentId, agent => agent.Id, (right, agent) => new { Right = right, Agent = agent })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new Delegation(row.Right.Id, row.Agent, row.Right.Module, row.Right.GrantedAt, row.Right.EndsAt))
            .OrderBy(one => SearchText.Fold(one.Agent.DisplayName), StringComparer.Ordinal).ThenBy(one => one.Module).ThenBy(one => one.GrantedAt)];
    }

    /// <summary>The agents who work in the school, by name, without the one who asks.</summary>
    public async Task<IReadOnlyList<Agent>> CandidatesAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (uai, self) = (scope.School.Uai, scope.Agent.Agent.Id);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var agents = await db.Set<Agent>().AsNoTracking().Where(agent => agent.Uai == uai && agent.DisabledAt == null && agent.Id != self).ToListAsync(cancellationToken);
        return [.. agents.OrderBy(agent => SearchText.Fold(agent.DisplayName), StringComparer.Ordinal).ThenBy(agent => agent.Username, StringComparer.Ordinal)];
    }

    /// <summary>What was delegated in a school and counts at <paramref name="now"/> (UTC); what operators gave is none of it.</summary>
    internal static IQueryable<AgentRight> InForce(MainDb db, string uai, DateTime now) =>
        db.Set<AgentRight>().Where(right => right.Uai == uai && right.GrantedById != null && (right.EndsAt == null || right.EndsAt > now));
}
