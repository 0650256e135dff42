using EduConnect.Core.Platform.Storage;

namespace EduConnect.Web.Hosting;

/// <summary>Brings both stores to the present schema before the first request.</summary>
internal static class StorePreparation
{
    public static async Task PrepareStoresAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MainDb>().Database.EnsureCreatedAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<OperationalDb>().Database.EnsureCreatedAsync(cancellationToken);
    }
}
