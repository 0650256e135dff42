using EduConnect.Core.Maintenance;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Hosting;

/// <summary>
/// Brings both stores to the present schema, and this node to the present calendar of maintenance; behind <see cref="StoreGate"/>, or before
/// anything else runs.
/// </summary>
internal static class StorePreparation
{
    public static async Task PrepareStoresAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        await UpgradeAsync(scope.ServiceProvider.GetRequiredService<MainDb>(), cancellationToken);
        await UpgradeAsync(scope.ServiceProvider.GetRequiredService<OperationalDb>(), cancellationToken);
        await scope.ServiceProvider.GetRequiredService<MaintenanceCalendar>().RefreshAsync(cancellationToken);
    }

    /// <summary>Asking what is pending costs far less than a migration that finds nothing to do (docs/adr/0003).</summary>
    private static async Task UpgradeAsync(StoreDb db, CancellationToken cancellationToken)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
    }
}
