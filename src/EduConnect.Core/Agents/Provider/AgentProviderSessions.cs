using System.Text;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Provider;

/// <summary>Keeps what the provider said of its sessions until sign-out, eight hours at most.</summary>
public sealed class AgentProviderSessions(IDbContextFactory<OperationalDb> operational, SealedBytes seals, TimeProvider clock)
{
    /// <summary>Adds to the save that opens <paramref name="session"/>.</summary>
    /// <param name="db">the caller's save</param>
    /// <param name="session">just made</param>
    /// <param name="groups">those that give a right; others are left out</param>
    /// <param name="idToken">as the provider sent it</param>
    public void Add(OperationalDb db, Session session, IEnumerable<string> groups, string idToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(session);
        db.Add(new AgentProviderSession
        {
            SessionId = session.Id,
            Groups = string.Join(' ', groups),
            SealedToken = seals.Seal(KeyPurpose.AgentTokens, Encoding.UTF8.GetBytes(idToken), session.Id.ToByteArray()),
            ExpiresAt = session.ExpiresAt,
        });
    }

    /// <summary>Takes the token of a session out of the store, with the groups: what is left of that session opens nothing by them.</summary>
    /// <param name="handle">of the agent's cookie</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>the whole id_token; null when the provider did not open the session, or the key is gone</returns>
    public async Task<string?> TakeAsync(string handle, CancellationToken cancellation)
    {
        var hash = Sessions.Hash(handle);
        await using var db = await operational.CreateDbContextAsync(cancellation);
        var kept = await (
            from session in db.Set<Session>().AsNoTracking()
            join one in db.Set<AgentProviderSession>() on session.Id equals one.SessionId
            where session.HandleHash == hash && session.Kind == SessionKind.Agent
            select one).FirstOrDefaultAsync(cancellation);
        if (kept is null || await db.Set<AgentProviderSession>().Where(one => one.SessionId == kept.SessionId).ExecuteDeleteAsync(cancellation) == 0)
        {
            return null;
        }

        return seals.Open(KeyPurpose.AgentTokens, kept.SealedToken, kept.SessionId.ToByteArray()) is { } plain ? Encoding.UTF8.GetString(plain) : null;
    }

    /// <summary>Erases what is past its time; returns how much.</summary>
    public async Task<int> EraseAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await operational.CreateDbContextAsync(cancellation);
        return await db.Set<AgentProviderSession>().Where(one => one.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
    }
}
