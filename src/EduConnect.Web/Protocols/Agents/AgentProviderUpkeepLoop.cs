using EduConnect.Core.Agents.Provider;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.Protocols.Agents;

/// <summary>Hourly: erases journeys nobody came back from, and what is kept of sessions that are over.</summary>
internal sealed class AgentProviderUpkeepLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AgentProviderUpkeepLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => TimeSpan.FromHours(1);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AgentProviderRequests>().EraseAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<AgentProviderSessions>().EraseAsync(cancellationToken);
        return false;
    }
}
