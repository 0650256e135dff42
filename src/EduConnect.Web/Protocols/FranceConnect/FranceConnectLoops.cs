using EduConnect.Core.FranceConnect;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Hourly: erases journeys nobody came back from, and tokens that are past their time.</summary>
internal sealed class FranceConnectUpkeepLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<FranceConnectUpkeepLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => TimeSpan.FromHours(1);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FranceConnectRequests>().EraseAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<FranceConnectTokens>().EraseAsync(cancellationToken);
        return false;
    }
}

/// <summary>Every few seconds: looks whether an operator has switched FranceConnect off or on, so that pages need not ask the store.</summary>
internal sealed class FranceConnectSwitchLoop(FranceConnectAvailability availability, TimeProvider clock, ILogger<FranceConnectSwitchLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => FranceConnectAvailability.Freshness;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await availability.RefreshAsync(cancellationToken);
        return false;
    }
}
