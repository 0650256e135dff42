using EduConnect.Core.Activation.Registration;

namespace EduConnect.Web.Hosting;

/// <summary>Every quarter of an hour: forgets registrations that nobody finished, and dead codes.</summary>
internal sealed class RegistrationUpkeepLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RegistrationUpkeepLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => TimeSpan.FromMinutes(15);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ForgetRegistrations>().RunAsync(cancellationToken);
        return false;
    }
}
