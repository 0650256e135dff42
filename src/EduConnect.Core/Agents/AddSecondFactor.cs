using EduConnect.Core.Platform;

namespace EduConnect.Core.Agents;

/// <summary>A signed-in agent adds the one-time code that a module needs, for instance after leaving the administrative network (rows #7 and #8).</summary>
[UseCase(Effect.Reads)]
public sealed class AddSecondFactor(AgentCodes codes, AgentThrottle throttle, AgentSessions sessions, AgentJournal journal)
{
    private const string AddedCode = "agent.second-factor-added";

    /// <summary>Tries once.</summary>
    /// <param name="agent">signed in</param>
    /// <param name="handle">of the session, as the cookie holds it</param>
    /// <param name="code">as typed</param>
    /// <param name="network">address it came from</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>with the new handle of the session: the old one opens nothing any more</returns>
    public async Task<AgentSignInResult> RunAsync(SignedInAgent agent, string handle, string? code, string network, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var outcome = await codes.TryAsync(agent.Agent, code, cancellationToken);
        if (outcome == AgentSignInOutcome.TooManyTries)
        {
            return new AgentSignInResult(outcome);
        }

        if (outcome != AgentSignInOutcome.Done || await sessions.StrengthenAsync(handle, cancellationToken) is not { } stronger)
        {
            await journal.WriteAsync(AgentJournal.RefusedCode, agent.Agent.Id, null, $"second factor: {outcome}", network, cancellationToken);
            return new AgentSignInResult(AgentSignInOutcome.Wrong);
        }

        await throttle.ForgetCodesAsync(agent.Agent.Id, cancellationToken);
        await journal.WriteAsync(AddedCode, agent.Agent.Id, null, string.Empty, network, cancellationToken);
        return new AgentSignInResult(AgentSignInOutcome.Done, stronger);
    }
}
