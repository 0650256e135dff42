using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Managing;

/// <summary>
/// An operator gives an agent a new password: forgotten, known to somebody, or still under an old key that is to be destroyed (S-PP4). Sessions end (S-PW6); the
/// authenticator application stays as it is.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class GiveAgentPassword(IDbContextFactory<MainDb> main, AgentSessions sessions, PasswordHasher hasher, IRandomSource random, ReadOnlyMode readOnly, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.password-given";

    /// <summary>Draws and keeps it.</summary>
    /// <param name="username">of the agent</param>
    /// <param name="actor">the operator</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>the password in clear, to be handed over; it is stored nowhere</returns>
    /// <exception cref="AgentRefusedException">there is no such agent</exception>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<string> RunAsync(string username, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        readOnly.EnsureWritable();
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var agent = await AgentsByName.FindAsync(db, username, cancellationToken);
        var drawn = random.NewHandle(AddAgent.DrawnPasswordBytes);
        agent.PasswordHash = await hasher.HashAsync(PasswordText.From(drawn), cancellationToken);
        db.Add(actor.Event(Code, clock.GetUtcNow().UtcDateTime, detail: agent.Username));
        // Before as well as after: a stop in between must not leave a session that the old password opened.
        await sessions.EndAllAsync(agent.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await sessions.EndAllAsync(agent.Id, cancellationToken);
        return drawn;
    }
}
