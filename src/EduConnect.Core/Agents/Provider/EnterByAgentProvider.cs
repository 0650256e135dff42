using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Provider;

/// <summary>How the arrival of an agent from the provider ends.</summary>
public enum AgentArrivalOutcome
{
    /// <summary>Signed in.</summary>
    Done,

    /// <summary>No agent here, withdrawn, or bound to another person there; which one is not said.</summary>
    NotKnown,

    /// <summary>The agent holds a right that needs a second factor, and the sign-in there proved none.</summary>
    SecondFactorMissing,

    /// <summary>Too many refusals: nothing was looked up.</summary>
    TooManyTries,
}

/// <summary>What an arrival gives: the handle that goes into the cookie, once.</summary>
public sealed record AgentArrival(AgentArrivalOutcome Outcome, string? Handle = null);

/// <summary>
/// Signs in the agent whom the ministry's provider has authenticated (domain 12.3): the one bound to the subject, at first use the one of that username.
/// Reads main, writes to the operational store only. Without a second factor the rule is that of the local account: it opens what password alone opens (row #9).
/// </summary>
[UseCase(Effect.Reads)]
public sealed class EnterByAgentProvider(
    IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, StorageProvider provider, AgentProviderOptions options,
    AgentSessions sessions, AgentProviderSessions kept, AgentThrottle throttle, AgentJournal journal, TimeProvider clock)
{
    private const string BoundCode = "agent.identity-bound";

    /// <summary>Lets in or refuses.</summary>
    /// <param name="person">whom the provider named</param>
    /// <param name="idToken">its token, for signing out there</param>
    /// <param name="network">address the browser came from</param>
    /// <param name="cancellation">the caller gave up</param>
    public async Task<AgentArrival> RunAsync(AgentProviderPerson person, string idToken, string network, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (!await throttle.TakeArrivalAsync(person.Subject, cancellation))
        {
            return new AgentArrival(AgentArrivalOutcome.TooManyTries);
        }

        // Of two first arrivals at once one binds; the other looks again and finds what the first has bound.
        return await TryAsync(person, idToken, network, cancellation) ?? await TryAsync(person, idToken, network, cancellation)
            ?? await RefuseAsync(null, AgentArrivalOutcome.NotKnown, network, cancellation);
    }

    private async Task<AgentArrival?> TryAsync(AgentProviderPerson person, string idToken, string network, CancellationToken cancellation)
    {
        await using var db = await operational.CreateDbContextAsync(cancellation);
        var (agent, isNew) = await FindAsync(db, person, cancellation);
        if (agent is null || agent.DisabledAt is not null)
        {
            return await RefuseAsync(agent?.Id, AgentArrivalOutcome.NotKnown, network, cancellation);
        }

        var groups = person.Groups.Select(AgentGroup.Parse).OfType<AgentGroup>().Distinct().ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        var methods = person.HasSecondFactor
            ? AgentMethods.WithSecondFactor(AgentMethods.Provider)
            : await sessions.MethodsWithoutCodeAsync(agent.Id, [.. groups.Select(group => group.RightOf(agent.Id, now))], AgentMethods.Provider, network, cancellation);
        if (methods is null)
        {
            return await RefuseAsync(agent.Id, AgentArrivalOutcome.SecondFactorMissing, network, cancellation);
        }

        if (isNew)
        {
            db.Add(new AgentIdentity { AgentId = agent.Id, Issuer = options.Issuer, Subject = person.Subject, BoundAt = now });
            journal.Add(db, BoundCode, agent.Id, options.Issuer, network);
        }

        var (handle, session) = sessions.Add(db, agent.Id, methods);
        kept.Add(db, session, groups.Select(group => group.ToName()), idToken);
        journal.Add(db, AgentJournal.SignedInCode, agent.Id, person.HasSecondFactor ? "provider" : "provider, without second factor", network);
        return await SavedAsync(db, cancellation) ? await EnteredAsync(person, handle, cancellation) : null;
    }

    private async Task<AgentArrival> EnteredAsync(AgentProviderPerson person, string handle, CancellationToken cancellation)
    {
        await throttle.ForgetArrivalAsync(person.Subject, cancellation);
        return new AgentArrival(AgentArrivalOutcome.Done, handle);
    }

    // The subject decides; the username only while neither side is bound.
    private async Task<(Agent? Agent, bool IsNew)> FindAsync(OperationalDb db, AgentProviderPerson person, CancellationToken cancellation)
    {
        var (issuer, subject, name) = (options.Issuer, person.Subject, AgentSignIn.Normalize(person.Username));
        await using var store = await main.CreateDbContextAsync(cancellation);
        var agents = store.Set<Agent>().AsNoTracking();
        var named = name.Length == 0 ? null : await agents.FirstOrDefaultAsync(agent => agent.Username == name, cancellation);
        var namedId = named?.Id ?? Guid.Empty;

        // One look at both sides: between two, another first arrival of the same person would be taken for somebody else's.
        var bound = await db.Set<AgentIdentity>().AsNoTracking().Where(one => one.Issuer == issuer && (one.Subject == subject || one.AgentId == namedId)).ToListAsync(cancellation);
        return bound.Find(one => one.Subject == subject) is { } known
            ? (await agents.FirstOrDefaultAsync(agent => agent.Id == known.AgentId, cancellation), false)
            : bound.Count > 0 ? (null, false) : (named, true);
    }

    private async Task<bool> SavedAsync(OperationalDb db, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException failure) when (provider.IsUniqueViolation(failure))
        {
            return false;
        }
    }

    private async Task<AgentArrival> RefuseAsync(Guid? agentId, AgentArrivalOutcome outcome, string network, CancellationToken cancellation)
    {
        await journal.WriteAsync(AgentJournal.RefusedCode, agentId, null, $"provider: {outcome}", network, cancellation);
        return new AgentArrival(outcome);
    }
}
