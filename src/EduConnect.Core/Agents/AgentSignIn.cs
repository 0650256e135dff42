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
/// An agent signs in with username, password and a TOTP code; helping pupils needs no code (row #9), nor does the administrative network of the school (rows #7 and #8). Reads main, writes to the operational store only: agents can still look
/// things up during maintenance. An unknown username costs the same hash and the same queries.
/// </summary>
[UseCase(Effect.Reads)]
public sealed class AgentSignIn(
    IDbContextFactory<MainDb> main, AgentThrottle throttle, PasswordHasher hasher, AgentCodes codes, AgentSessions sessions, AgentJournal journal)
{
    /// <summary>Longest username looked at.</summary>
    public const int LongestUsername = 100;

    /// <summary>Tries once.</summary>
    /// <param name="username">as typed</param>
    /// <param name="password">as typed</param>
    /// <param name="code">as typed; blanks are ignored; left out by agents none of whose modules needs it here</param>
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
            return await sessions.MethodsWithoutCodeAsync(agent.Id, [], AgentMethods.Password, network, cancellationToken) is { } methods
                ? await AcceptedAsync(agent, name, methods, network, cancellationToken)
                : await RefusedAsync(agent.Id, AgentSignInOutcome.Wrong, network, cancellationToken);
        }

        var outcome = await codes.TryAsync(agent, code, cancellationToken);
        return outcome == AgentSignInOutcome.Done
            ? await AcceptedAsync(agent, name, AgentMethods.WithSecondFactor(AgentMethods.Password), network, cancellationToken)
            : await RefusedAsync(agent.Id, outcome, network, cancellationToken);
    }

    private async Task<AgentSignInResult> AcceptedAsync(Agent agent, string name, string methods, string network, CancellationToken cancellationToken)
    {
        await throttle.ForgetAsync(name, agent.Id, cancellationToken);
        var handle = await sessions.OpenAsync(agent.Id, methods, cancellationToken);
        await journal.WriteAsync("agent.signed-in", agent.Id, null, Words(methods), network, cancellationToken);
        return new AgentSignInResult(AgentSignInOutcome.Done, handle);
    }

    private async Task<AgentSignInResult> RefusedAsync(Guid? agentId, AgentSignInOutcome outcome, string network, CancellationToken cancellationToken)
    {
        await journal.WriteAsync("agent.sign-in-refused", agentId, null, outcome.ToString(), network, cancellationToken);
        return new AgentSignInResult(outcome);
    }

    private static string Words(string methods) =>
        AgentMethods.HasSecondFactor(methods) ? string.Empty : AgentMethods.IsOfNetwork(methods) ? "without code, administrative network" : "without code";

    /// <summary>A username as it is stored: no control signs, no blanks around it, lower case, cut to the longest one.</summary>
    internal static string Normalize(string? username)
    {
        var name = string.Concat((username ?? string.Empty).Where(sign => !char.IsControl(sign))).Trim().ToLower(CultureInfo.InvariantCulture);
        return name.Length <= LongestUsername ? name : name[..LongestUsername];
    }
}
