using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Managing;

/// <summary>What has to be handed to an agent, once.</summary>
/// <param name="Password">the password in clear</param>
/// <param name="TotpSecret">the seed in base 32, for another authenticator application; null when theirs goes on</param>
public sealed record AgentSecrets(string Password, string? TotpSecret)
{
    /// <inheritdoc/>
    public override string ToString() => "AgentSecrets •••";
}

/// <summary>
/// An operator gives an agent a new password: forgotten, known to somebody, or still under an old key that is to be destroyed (S-PP4); and, when their telephone is lost or replaced, a new key for the
/// authenticator application (S-TN8). Sessions end (S-PW6).
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class GiveAgentSecrets(IDbContextFactory<MainDb> main, AgentSessions sessions, PasswordHasher hasher, AgentSeeds seeds, IRandomSource random, ReadOnlyMode readOnly, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.password-given";

    /// <summary>Draws and keeps them.</summary>
    /// <param name="username">of the agent</param>
    /// <param name="withSeed">also a new key for the authenticator application: the codes of the old one open nothing any more</param>
    /// <param name="actor">the operator; never the agent, whose stolen session would become a lasting way in</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>what has to be handed over; it is stored nowhere in clear</returns>
    /// <exception cref="AgentRefusedException">there is no such agent, or oneself</exception>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<AgentSecrets> RunAsync(string username, bool withSeed, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        readOnly.EnsureWritable();
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var agent = await AgentsByName.FindAsync(db, username, cancellationToken);
        if (actor.Id == agent.Id.ToString())
        {
            throw new AgentRefusedException(AgentRefusal.Own, "Operators do not give themselves secrets.");
        }

        var drawn = random.NewHandle(AddAgent.DrawnPasswordBytes);
        agent.PasswordHash = await hasher.HashAsync(PasswordText.From(drawn), cancellationToken);
        var seed = withSeed ? Replace(agent) : null;
        db.Add(actor.Event(Code, clock.GetUtcNow().UtcDateTime, detail: withSeed ? agent.Username + ": with the key of one-time codes" : agent.Username));
        // Before as well as after: a stop in between must not leave a session that the old password opened.
        await sessions.EndAllAsync(agent.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await sessions.EndAllAsync(agent.Id, cancellationToken);
        return new AgentSecrets(drawn, seed);
    }

    private string Replace(Agent agent)
    {
        var (seed, stored) = seeds.Draw(agent.Id);
        agent.TotpSeed = stored;
        return Totp.ToBase32(seed);
    }
}
