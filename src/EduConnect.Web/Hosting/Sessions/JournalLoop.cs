using EduConnect.Core.Platform;
using EduConnect.Core.SignIn;

namespace EduConnect.Web.Hosting.Sessions;

/// <summary>Carries the sign-in journal into main, at leisure; waits while main is read-only.</summary>
internal sealed class JournalLoop(IServiceScopeFactory scopes, ReadOnlyMode readOnly, TimeProvider clock, ILogger<JournalLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => TimeSpan.FromSeconds(2);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        if (readOnly.IsOn)
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DrainJournal>().RunAsync(cancellationToken) > 0;
    }
}
