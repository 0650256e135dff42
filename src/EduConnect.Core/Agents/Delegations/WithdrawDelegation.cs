using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Delegations;

/// <summary>The head of a school, or the IEN, takes a delegation back. Rights are read at each request, so it ends at the agent's next one (S-SE5).</summary>
[UseCase(Effect.Modifies)]
public sealed class WithdrawDelegation(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "delegation.withdrawn";

    /// <summary>Takes the module back from the agent, whoever gave it and even when it was given twice at once; one that has ended stays as it is.</summary>
    /// <returns>false when who asks does not delegate here, or it is no delegation of this school</returns>
    public async Task<bool> RunAsync(EstablishmentScope scope, Guid rightId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!SchoolHeads.MayDelegate(scope))
        {
            return false;
        }

        var (uai, now) = (scope.School.Uai, clock.GetUtcNow().UtcDateTime);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var right = await db.Set<AgentRight>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == rightId && one.Uai == uai && one.GrantedById != null, cancellationToken);
        if (right is null)
        {
            return false;
        }

        if (right.IsInForce(now))
        {
            var held = await SchoolDelegations.InForce(db, uai, now).Where(one => one.AgentId == right.AgentId && one.Module == right.Module).ToListAsync(cancellationToken);
            held.ForEach(one => one.EndsAt = now);
            db.Add(scope.Actor.Event(Code, now, schoolId: scope.School.Id, detail: DelegationDetail.Write(right.AgentId, right.Module)));
            await db.SaveChangesAsync(cancellationToken);
        }

        return true;
    }
}
