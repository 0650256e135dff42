using System.Globalization;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Provider;

/// <summary>An operator forgets which person of the provider an agent is: the next sign-in there binds anew. For people whose subject has changed there.</summary>
[UseCase(Effect.Reads)]
public sealed class ForgetAgentIdentity(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, AgentJournal journal)
{
    private const string Code = "agent.identity-forgotten";

    /// <summary>Forgets; writes to the operational store only, so that it works during maintenance too.</summary>
    /// <param name="username">of the agent</param>
    /// <param name="cancellation">the caller gave up</param>
    /// <param name="actor">the operator; null at the command line</param>
    /// <returns>false when nothing was bound</returns>
    /// <exception cref="AgentRefusedException">there is no such agent</exception>
    public async Task<bool> RunAsync(string username, CancellationToken cancellation, Actor? actor = null)
    {
        var name = AgentSignIn.Normalize(username);
        await using var store = await main.CreateDbContextAsync(cancellation);
        var agent = await store.Set<Agent>().AsNoTracking().FirstOrDefaultAsync(one => one.Username == name, cancellation)
            ?? throw new AgentRefusedException(string.Create(CultureInfo.InvariantCulture, $"There is no agent {name}."));
        await using var db = await operational.CreateDbContextAsync(cancellation);
        var bound = await db.Set<AgentIdentity>().AsTracking().Where(one => one.AgentId == agent.Id).ToListAsync(cancellation);
        if (bound.Count == 0)
        {
            return false;
        }

        db.RemoveRange(bound);
        var by = actor is { Id.Length: > 0 } ? ", by operator " + actor.Id : string.Empty;
        journal.Add(db, Code, agent.Id, string.Join(' ', bound.Select(one => one.Issuer)) + by, actor?.Network ?? string.Empty);
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
