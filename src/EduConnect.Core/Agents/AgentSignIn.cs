using System.Globalization;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>How a sign-in of an agent ended.</summary>
public enum AgentSignInOutcome
{
    /// <summary>Signed in.</summary>
    Done,

    /// <summary>Username, password or code is wrong; which one is not said.</summary>
    Wrong,

    /// <summary>Too many tries: nothing was evaluated.</summary>
    TooManyTries,
}

/// <summary>What a sign-in gives: the handle that goes into the cookie, once.</summary>
public sealed record AgentSignInResult(AgentSignInOutcome Outcome, string? Handle = null);

/// <summary>
/// An agent signs in with username, password and a TOTP code; helping pupils needs no code (row #9). Reads main, writes to the operational store only: agents can still look
/// things up during maintenance. An unknown username costs the same hash and the same queries.
/// </summary>
[UseCase(Effect.Reads)]
public sealed class AgentSignIn(
    IDbContextFactory<MainDb> main, AgentThrottle throttle, PasswordHasher hasher, AgentSeeds seeds, AgentSessions sessions, AgentJournal journal, TimeProvider clock)
{
    /// <summary>Longest username looked at.</summary>
    public const int LongestUsername = 100;

    /// <summary>Tries once.</summary>
    /// <param name="username">as typed</param>
    /// <param name="password">as typed</param>
    /// <param name="code">as typed; blanks are ignored; left out by agents none of whose modules needs it</param>
    /// <param name="network">address it came from</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <exception cref="HashingBusyException">too many sign-ins at once</exception>
    public async Task<AgentSignInResult> RunAsync(string? username, string? password, string? code, string network, CancellationToken cancellationToken)
    {
        var name = Normalize(username);
        if (!await throttle.TakePasswordAsync(name, cancellationToken))
        {
            return await RefusedAsync(null, AgentSignInOutcome.TooManyTries, network, cancellationToken);
        }

        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var agent = await db.Set<Agent>().AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Username == name, cancellationToken);
        var check = await hasher.CheckAsync(PasswordText.From(password), agent?.PasswordHash, cancellationToken);
        if (agent is null || check == PasswordCheck.Wrong || agent.DisabledAt is not null)
        {
            return await RefusedAsync(agent?.Id, AgentSignInOutcome.Wrong, network, cancellationToken);
        }

        if (string.IsNullOrWhiteSpace(code))
        {
            return await sessions.MaySkipCodeAsync(agent.Id, [], cancellationToken)
                ? await AcceptedAsync(agent, name, false, network, cancellationToken)
                : await RefusedAsync(agent.Id, AgentSignInOutcome.Wrong, network, cancellationToken);
        }

        if (!await throttle.TakeCodeAsync(agent.Id, cancellationToken))
        {
            return await RefusedAsync(agent.Id, AgentSignInOutcome.TooManyTries, network, cancellationToken);
        }

        return await IsRightCodeAsync(agent, code, cancellationToken)
            ? await AcceptedAsync(agent, name, true, network, cancellationToken)
            : await RefusedAsync(agent.Id, AgentSignInOutcome.Wrong, network, cancellationToken);
    }

    private async Task<bool> IsRightCodeAsync(Agent agent, string? code, CancellationToken cancellationToken) =>
        seeds.Open(agent.Id, agent.TotpSeed) is { } seed
        && Totp.Match(seed, code, clock.GetUtcNow().UtcDateTime) is { } step
        && await throttle.UseStepAsync(agent.Id, step, cancellationToken);

    private async Task<AgentSignInResult> AcceptedAsync(Agent agent, string name, bool withCode, string network, CancellationToken cancellationToken)
    {
        await throttle.ForgetAsync(name, agent.Id, cancellationToken);
        var handle = await sessions.OpenAsync(agent.Id, withCode, cancellationToken);
        await journal.WriteAsync("agent.signed-in", agent.Id, null, withCode ? string.Empty : "without code", network, cancellationToken);
        return new AgentSignInResult(AgentSignInOutcome.Done, handle);
    }

    private async Task<AgentSignInResult> RefusedAsync(Guid? agentId, AgentSignInOutcome outcome, string network, CancellationToken cancellationToken)
    {
        await journal.WriteAsync("agent.sign-in-refused", agentId, null, outcome.ToString(), network, cancellationToken);
        return new AgentSignInResult(outcome);
    }

    /// <summary>A username as it is stored: no control signs, no blanks around it, lower case, cut to the longest one.</summary>
    internal static string Normalize(string? username)
    {
        var name = string.Concat((username ?? string.Empty).Where(sign => !char.IsControl(sign))).Trim().ToLower(CultureInfo.InvariantCulture);
        return name.Length <= LongestUsername ? name : name[..LongestUsername];
    }
}
