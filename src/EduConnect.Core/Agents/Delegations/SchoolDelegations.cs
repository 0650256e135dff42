using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Delegations;

/// <summary>What a head gave an agent.</summary>
/// <param name="RightId">to withdraw it</param>
/// <param name="Agent">whom</param>
/// <param name="Module">Administration des comptes or Dépannage</param>
/// <param name="GrantedAt">since (UTC)</param>
/// <param name="EndsAt">until (UTC); null without end</param>
public sealed record Delegation(Guid RightId, Agent Agent, AgentModule Module, DateTime GrantedAt, DateTime? EndsAt);

/// <summary>Reads who may do what in a school by delegation, and to whom it may be given (rows #7 to #9, domain 12.2).</summary>
[UseCase(Effect.Reads)]
public sealed class SchoolDelegations(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Whether somebody gives delegations in the school of this request: its head, from Administration des comptes.</summary>
    public bool MayDelegate(EstablishmentScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var now = clock.GetUtcNow().UtcDateTime;
        return scope.Module == AgentModule.Administration
            && scope.Agent.Rights.Any(right => right is { IsHead: true, Module: AgentModule.Administration } && right.Uai == scope.School.Uai && right.Covers(scope.School, now));
    }

    /// <summary>Delegations in force, by name; those of a former head too, for they go on.</summary>
    public async Task<IReadOnlyList<Delegation>> RunAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (uai, now) = (scope.School.Uai, clock.GetUtcNow().UtcDateTime);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var rows = await db.Set<AgentRight>().AsNoTracking().Where(right => right.Uai == uai && right.GrantedById != null && (right.EndsAt == null || right.EndsAt > now))
            .Join(db.Set<Agent>().AsNoTracking().Where(agent => agent.DisabledAt == null), right => right.AgentId, agent => agent.Id, (right, agent) => new { Right = right, Agent = agent })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new Delegation(row.Right.Id, row.Agent, row.Right.Module, row.Right.GrantedAt, row.Right.EndsAt))
            .OrderBy(one => SearchText.Fold(one.Agent.DisplayName), StringComparer.Ordinal).ThenBy(one => one.Module)];
    }

    /// <summary>The agents who work in the school, by name, without the head who asks.</summary>
    public async Task<IReadOnlyList<Agent>> CandidatesAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (uai, self) = (scope.School.Uai, scope.Agent.Agent.Id);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var agents = await db.Set<Agent>().AsNoTracking().Where(agent => agent.Uai == uai && agent.DisabledAt == null && agent.Id != self).ToListAsync(cancellationToken);
        return [.. agents.OrderBy(agent => SearchText.Fold(agent.DisplayName), StringComparer.Ordinal).ThenBy(agent => agent.Username, StringComparer.Ordinal)];
    }
}
