using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Managing;

/// <summary>An operator closes an agent: no sign-in any more, open sessions end at their next request. Or opens them again, with the rights they had.</summary>
[UseCase(Effect.Modifies)]
public sealed class CloseAgent(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Code of the event of a closed agent.</summary>
    public const string ClosedCode = "agent.closed";

    /// <summary>Code of the event of one opened again.</summary>
    public const string OpenedCode = "agent.reopened";

    /// <summary>Closes, or opens again.</summary>
    /// <param name="username">of the agent</param>
    /// <param name="isClosed">what is to be</param>
    /// <param name="actor">the operator; never the agent</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>false when it was so already</returns>
    /// <exception cref="AgentRefusedException">no such agent, or oneself</exception>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<bool> RunAsync(string username, bool isClosed, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var agent = await AgentsByName.FindAsync(db, username, cancellationToken);
        if (actor.Id == agent.Id.ToString())
        {
            throw new AgentRefusedException(AgentRefusal.Own, "Operators do not close themselves.");
        }

        if (agent.DisabledAt is not null == isClosed)
        {
            return false;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        agent.DisabledAt = isClosed ? now : null;
        db.Add(actor.Event(isClosed ? ClosedCode : OpenedCode, now, detail: agent.Username));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
