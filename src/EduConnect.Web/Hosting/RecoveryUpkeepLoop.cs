using EduConnect.Core.Accounts.Recovery;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Hosting;

/// <summary>Hourly: erases links and journeys of self-help that nobody can use any more (S-GD1). Doing it twice changes nothing.</summary>
internal sealed class RecoveryUpkeepLoop(IDbContextFactory<OperationalDb> stores, TimeProvider clock, ILogger<RecoveryUpkeepLoop> logger) : WorkerLoop(clock, logger)
{
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Rest => TimeSpan.FromHours(1);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await using var db = await stores.CreateDbContextAsync(cancellationToken);
        await Recoveries.EraseAsync(db, _clock.GetUtcNow().UtcDateTime, cancellationToken);
        return false;
    }
}
