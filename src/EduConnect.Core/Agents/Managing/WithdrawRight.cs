using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Managing;

/// <summary>
/// An operator takes a right back, whoever gave it. Rights are read at each request, so it ends at the agent's next one (S-SE5); its row stays, with its end.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class WithdrawRight(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.right-withdrawn";

    /// <summary>Takes back.</summary>
    /// <param name="username">of the agent</param>
    /// <param name="right">which, by module and place</param>
    /// <param name="actor">the operator; not the agent, when it is what lets them in here</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>false when it was not in force</returns>
    /// <exception cref="AgentRefusedException">no such agent, or one's own way in</exception>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<bool> RunAsync(string username, NewRight right, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var agent = await AgentsByName.FindAsync(db, username, cancellationToken);
        if (right.Module == AgentModule.Operations && actor.Id == agent.Id.ToString())
        {
            throw new AgentRefusedException(AgentRefusal.Own, "Operators do not withdraw their own right.");
        }

        var held = (await db.Set<AgentRight>().AsTracking().Where(one => one.AgentId == agent.Id && one.Module == right.Module).ToListAsync(cancellationToken))
            .Where(one => one.IsInForce(now) && right.IsLike(one)).ToList();
        if (held.Count == 0)
        {
            return false;
        }

        held.ForEach(one => one.EndsAt = now);
        db.Add(actor.Event(Code, now, detail: $"{agent.Username}: {right.Words}"));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
