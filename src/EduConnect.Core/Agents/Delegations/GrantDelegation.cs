using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Delegations;

/// <summary>How giving a delegation ended.</summary>
public enum DelegationOutcome
{
    /// <summary>It is in force; given once more, it ends at the new date.</summary>
    Done,

    /// <summary>Who asks gives no delegations in this school.</summary>
    NotHead,

    /// <summary>The agent does not work in this school, or is who asks.</summary>
    NotCandidate,

    /// <summary>A module that is not delegated: another than Administration des comptes and Dépannage, or Dépannage in the 1st degree.</summary>
    NotDelegable,

    /// <summary>The end is over.</summary>
    Over,
}

/// <summary>
/// The head of a school gives one of its agents Administration des comptes or Dépannage, until a date or without end; the IEN gives Administration des
/// comptes to the directors of the circonscription (domain 12.2).
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class GrantDelegation(IDbContextFactory<MainDb> main, SchoolDelegations delegations, IRandomSource random, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "delegation.granted";

    /// <summary>Gives it.</summary>
    /// <param name="scope">the head in their school, or the IEN in one of the circonscription</param>
    /// <param name="agentId">to whom</param>
    /// <param name="module">Administration des comptes or Dépannage</param>
    /// <param name="endsAt">until (UTC); null without end</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<DelegationOutcome> RunAsync(EstablishmentScope scope, Guid agentId, AgentModule module, DateTime? endsAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!SchoolHeads.MayDelegate(scope))
        {
            return DelegationOutcome.NotHead;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var right = new AgentRight
        {
            Id = random.NewId(),
            AgentId = agentId,
            Module = module,
            Uai = scope.School.Uai,
            GrantedAt = now,
            GrantedById = scope.Agent.Agent.Id,
            EndsAt = endsAt,
        };
        if (module is not (AgentModule.Administration or AgentModule.PupilSupport) || !right.MayCover(scope.School.Degree))
        {
            return DelegationOutcome.NotDelegable;
        }

        if (endsAt <= now)
        {
            return DelegationOutcome.Over;
        }

        return (await delegations.CandidatesAsync(scope, cancellationToken)).Any(agent => agent.Id == agentId)
            ? await SaveAsync(scope, right, now, cancellationToken)
            : DelegationOutcome.NotCandidate;
    }

    private async Task<DelegationOutcome> SaveAsync(EstablishmentScope scope, AgentRight right, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var present = await SchoolDelegations.InForce(db, scope.School.Uai, now).Where(one => one.AgentId == right.AgentId && one.Module == right.Module).ToListAsync(cancellationToken);
        present.ForEach(one => one.EndsAt = now);
        db.Add(right);
        db.Add(scope.Actor.Event(Code, now, schoolId: scope.School.Id, detail: DelegationDetail.Write(right.AgentId, right.Module, right.EndsAt)));
        await db.SaveChangesAsync(cancellationToken);
        return DelegationOutcome.Done;
    }
}
