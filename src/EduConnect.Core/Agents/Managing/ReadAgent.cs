using EduConnect.Core.Agents.Provider;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Managing;

/// <summary>Everything an operator sees of an agent.</summary>
/// <param name="Agent">who</param>
/// <param name="Rights">all of them: those in force first, then the latest that ended</param>
/// <param name="Identities">whom the ministry's provider knows them as</param>
/// <param name="LastSignIn">the last time a session was opened (UTC); null when none is known</param>
public sealed record AgentDetail(Agent Agent, IReadOnlyList<AgentRight> Rights, IReadOnlyList<AgentIdentity> Identities, DateTime? LastSignIn);

/// <summary>Reads one agent, for operators. Neither password nor seed leaves the store.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadAgent(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, TimeProvider clock)
{
    /// <summary>The agent; null when there is none of this identifier.</summary>
    public async Task<AgentDetail?> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Agent>().AsNoTracking().FirstOrDefaultAsync(agent => agent.Id == id, cancellationToken) is not { } found)
        {
            return null;
        }

        var rights = await db.Set<AgentRight>().AsNoTracking().Where(right => right.AgentId == id).ToListAsync(cancellationToken);
        await using var sessions = await operational.CreateDbContextAsync(cancellationToken);
        return new AgentDetail(
            found,
            [.. rights.OrderByDescending(right => right.IsInForce(now)).ThenByDescending(right => right.EndsAt ?? right.GrantedAt).ThenBy(right => right.Id)],
            await sessions.Set<AgentIdentity>().AsNoTracking().Where(identity => identity.AgentId == id).OrderBy(identity => identity.Issuer).ToListAsync(cancellationToken),
            await sessions.Set<Session>().Where(session => session.HolderId == id && session.Kind == SessionKind.Agent).MaxAsync(session => (DateTime?)session.AuthenticatedAt, cancellationToken));
    }
}
