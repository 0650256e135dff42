namespace EduConnect.Core.Agents;

/// <summary>Checks the one-time code of an agent: counted before it is looked at, and each works once (S-TN8).</summary>
public sealed class AgentCodes(AgentSeeds seeds, AgentThrottle throttle, TimeProvider clock)
{
    /// <summary>Tries once.</summary>
    /// <param name="agent">whose</param>
    /// <param name="code">as typed; blanks are ignored</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<AgentSignInOutcome> TryAsync(Agent agent, string? code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (!await throttle.TakeCodeAsync(agent.Id, cancellationToken))
        {
            return AgentSignInOutcome.TooManyTries;
        }

        return seeds.Open(agent.Id, agent.TotpSeed) is { } seed
            && Totp.Match(seed, code, clock.GetUtcNow().UtcDateTime) is { } step
            && await throttle.UseStepAsync(agent.Id, step, cancellationToken)
            ? AgentSignInOutcome.Done
            : AgentSignInOutcome.Wrong;
    }
}
