using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Delegations;

/// <summary>The head of a school takes a delegation back. Rights are read at each request, so it ends at the agent's next one (S-SE5).</summary>
[UseCase(Effect.Modifies)]
public sealed class WithdrawDelegation(IDbContextFactory<MainDb> main, SchoolDelegations delegations, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "delegation.withdrawn";

    /// <summary>Takes it back; one that has ended already stays as it is.</summary>
    /// <returns>false when who asks is not the head, or it is no delegation of this school</returns>
    public async Task<bool> RunAsync(EstablishmentScope scope, Guid rightId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!delegations.MayDelegate(scope))
        {
            return false;
        }

        var (uai, now) = (scope.School.Uai, clock.GetUtcNow().UtcDateTime);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var right = await db.Set<AgentRight>().FirstOrDefaultAsync(one => one.Id == rightId && one.Uai == uai && one.GrantedById != null, cancellationToken);
        if (right is null)
        {
            return false;
        }

        if (right.IsInForce(now))
        {
            right.EndsAt = now;
            db.Add(scope.Actor.Event(Code, now, schoolId: scope.School.Id, detail: $"agent {right.AgentId}, {right.Module}"));
            await db.SaveChangesAsync(cancellationToken);
        }

        return true;
    }
}
