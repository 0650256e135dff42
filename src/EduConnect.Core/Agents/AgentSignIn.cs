using System.Globalization;
using System.Net;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>How a sign-in of an agent ended.</summary>
public enum AgentSignInOutcome
{
    /// <summary>Signed in.</summary>
    Done,

    /// <summary>Username, password or code is wrong; which one is not said.</summary>
    Wrong,

    /// <summary>Too many tries: nothing was evaluated; see <see cref="AgentSignInResult.Wait"/>.</summary>
    TooManyTries,
}

/// <summary>One press of "Se connecter" by an agent.</summary>
/// <param name="Username">as typed</param>
/// <param name="Password">as typed</param>
/// <param name="Code">as typed; blanks are ignored; left out by agents none of whose modules needs it here</param>
/// <param name="Network">address it came from</param>
/// <param name="Device">the browser, when it signed in before</param>
public sealed record AgentAttempt(string? Username, string? Password, string? Code, string Network, KnownDevice? Device = null);

/// <summary>What a sign-in gives.</summary>
/// <param name="Outcome">how it ended</param>
/// <param name="Handle">goes into the cookie, once</param>
/// <param name="Device">the browser, to be remembered</param>
/// <param name="Wait">until the next try</param>
public sealed record AgentSignInResult(AgentSignInOutcome Outcome, string? Handle = null, KnownDevice? Device = null, TimeSpan Wait = default);

/// <summary>
/// An agent signs in with username, password and a TOTP code; helping pupils needs no code (row #9), nor does the administrative network of the school (rows #7 and #8). Reads main, writes to the operational store only: agents can still look
/// things up during maintenance. An unknown username costs the same hash and the same queries.
/// </summary>
/// <remarks>Slowed down like families (ADR 0009): a stranger makes neither an agent wait who comes from elsewhere, nor one whose browser is known.</remarks>
[UseCase(Effect.Reads)]
public sealed class AgentSignIn(
    IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, Throttle throttle, AgentThrottle codeTries, PasswordHasher hasher, AgentCodes codes,
    AgentSessions sessions, AgentJournal journal)
{
    /// <summary>Longest username looked at.</summary>
    public const int LongestUsername = 100;

    /// <summary>Tries once.</summary>
    /// <exception cref="HashingBusyException">too many sign-ins at once; nothing was counted</exception>
    public async Task<AgentSignInResult> RunAsync(AgentAttempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var name = Normalize(attempt.Username);
        var counted = AttemptKeys.AgentOf(name);
        using var turn = await throttle.TurnAsync(counted, cancellationToken);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        await using var counters = await operational.CreateDbContextAsync(cancellationToken);
        var agent = await db.Set<Agent>().AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Username == name, cancellationToken);
        var attempts = await throttle.ReadAsync(counters, counted, agent?.Id, attempt.Device, Address(attempt.Network), cancellationToken);
        if (!attempts.Verdict.MayGo)
        {
            await throttle.NoteWaitAsync(counters, attempts, cancellationToken);
            return new AgentSignInResult(AgentSignInOutcome.TooManyTries, Wait: attempts.Verdict.Wait);
        }

        var password = PasswordText.From(attempt.Password);
        var check = await hasher.CheckAsync(password, agent?.PasswordHash, cancellationToken);
        var methods = agent is { DisabledAt: null } && check != PasswordCheck.Wrong ? await MethodsAsync(agent, attempt, cancellationToken) : null;
        if (agent is null || methods is null)
        {
            return await RefusedAsync(counters, attempts, attempt, agent?.Id, cancellationToken);
        }

        await Throttle.ForgetAsync(counters, attempts, cancellationToken);
        var better = check == PasswordCheck.RightButOutdated ? await BetterAsync(password, cancellationToken) : null;
        var handle = await sessions.OpenAsync(agent.Id, methods, cancellationToken);
        if (!await IsStillRightAsync(db, agent, password, handle, cancellationToken))
        {
            await sessions.CloseAsync(handle, cancellationToken);
            return await RefusedAsync(counters, attempts, attempt, agent.Id, cancellationToken);
        }

        return await AcceptedAsync(agent, attempt, handle, methods, better, cancellationToken);
    }

    private async Task<AgentSignInResult> RefusedAsync(OperationalDb counters, Attempts attempts, AgentAttempt attempt, Guid? agentId, CancellationToken cancellationToken)
    {
        await throttle.CountAsync(counters, attempts, cancellationToken);
        await journal.WriteAsync(AgentJournal.RefusedCode, agentId, null, nameof(AgentSignInOutcome.Wrong), attempt.Network, cancellationToken);
        return new AgentSignInResult(AgentSignInOutcome.Wrong);
    }

    // An operator who gives other secrets ends the sessions afterwards: either they found this one, or it is seen here that they came first (S-PW6).
    private async Task<bool> IsStillRightAsync(MainDb db, Agent agent, PasswordText password, string handle, CancellationToken cancellationToken)
    {
        var (hash, seed) = (agent.PasswordHash, agent.TotpSeed);
        while (await db.Set<Agent>().AsNoTracking().Where(one => one.Id == agent.Id && one.DisabledAt == null).Select(one => new { one.PasswordHash, one.TotpSeed }).FirstOrDefaultAsync(cancellationToken) is { } now
            && now.TotpSeed.AsSpan().SequenceEqual(seed))
        {
            if (now.PasswordHash == hash)
            {
                return true;
            }

            // Another hash may be of the same password: the better one that an earlier sign-in had sent on its way (S-PW2).
            hash = now.PasswordHash;
            if (await CheckAgainAsync(password, hash, handle, cancellationToken) == PasswordCheck.Wrong)
            {
                return false;
            }
        }

        return false;
    }

    private async Task<PasswordCheck> CheckAgainAsync(PasswordText password, string hash, string handle, CancellationToken cancellationToken)
    {
        try
        {
            return await hasher.CheckAsync(password, hash, cancellationToken);
        }
        catch (HashingBusyException)
        {
            await sessions.CloseAsync(handle, cancellationToken);
            throw;
        }
    }

    // What was proved beside the password; null when it does not open a session. A code that may not be tried any more for now is refused like a wrong one: the answer must not tell that the password is right.
    private async Task<string?> MethodsAsync(Agent agent, AgentAttempt attempt, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(attempt.Code))
        {
            return await sessions.MethodsWithoutCodeAsync(agent.Id, [], AgentMethods.Password, attempt.Network, cancellationToken);
        }

        return await codes.TryAsync(agent, attempt.Code, cancellationToken) == AgentSignInOutcome.Done ? AgentMethods.WithSecondFactor(AgentMethods.Password) : null;
    }

    // A convenience of the house: when no thread is free for it, the next sign-in does it (S-MT5).
    private async Task<string?> BetterAsync(PasswordText password, CancellationToken cancellationToken)
    {
        try
        {
            return await hasher.HashAsync(password, cancellationToken);
        }
        catch (HashingBusyException)
        {
            return null;
        }
    }

    private async Task<AgentSignInResult> AcceptedAsync(Agent agent, AgentAttempt attempt, string handle, string methods, string? better, CancellationToken cancellationToken)
    {
        // Without a code nothing was proved about codes: whoever has the password alone must not begin to guess them anew (S-TN8).
        if (AgentMethods.HasSecondFactor(methods))
        {
            await codeTries.ForgetCodesAsync(agent.Id, cancellationToken);
        }

        await journal.SignedInAsync(agent, Words(methods), better, attempt.Network, cancellationToken);
        return new AgentSignInResult(AgentSignInOutcome.Done, handle, throttle.Remember(attempt.Device, agent.Id));
    }

    private static IPAddress? Address(string network) => IPAddress.TryParse(network, out var address) ? address : null;

    private static string Words(string methods) =>
        AgentMethods.HasSecondFactor(methods) ? string.Empty : AgentMethods.IsOfNetwork(methods) ? "without code, administrative network" : "without code";

    /// <summary>A username as it is stored: no control signs, no blanks around it, lower case, cut to the longest one.</summary>
    internal static string Normalize(string? username)
    {
        var name = string.Concat((username ?? string.Empty).Where(sign => !char.IsControl(sign))).Trim().ToLower(CultureInfo.InvariantCulture);
        return name.Length <= LongestUsername ? name : name[..LongestUsername];
    }
}
