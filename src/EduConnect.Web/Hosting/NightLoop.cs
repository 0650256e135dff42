using EduConnect.Core.Nightly;

namespace EduConnect.Web.Hosting;

/// <summary>Puts the night's work on the list when its hour has come; <see cref="OperationLoop"/> does it.</summary>
internal sealed class NightLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<NightLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => TimeSpan.FromMinutes(1);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NightSchedule>().AddDueAsync(cancellationToken);
        return false;
    }
}
