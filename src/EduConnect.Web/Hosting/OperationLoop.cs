using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Platform.Operations;

namespace EduConnect.Web.Hosting;

/// <summary>Runs long work, one operation at a time; imports are left to <see cref="DepositLoop"/>, so that no school waits for one.</summary>
internal sealed class OperationLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OperationLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => TimeSpan.FromMilliseconds(500);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OperationRunner>().RunNextAsync(cancellationToken, kind => kind != HeldImportHandler.OperationKind) is not null;
    }
}
