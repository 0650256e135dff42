using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Hosting;

/// <summary>Registers the directory import, and the watch over the deposit folders where the worker role is on.</summary>
internal static class DirectoryComposition
{
    public static IServiceCollection AddDirectory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(host => new MappingProfiles(Path.Combine(host.GetRequiredService<ServiceOptions>().DataFolder, "profiles")));
        services.AddTransient(host => new DirectoryImport(
            host.GetRequiredService<IDbContextFactory<MainDb>>().CreateDbContext,
            host.GetRequiredService<StorageProvider>(),
            host.GetRequiredService<KeyRing>(),
            host.GetRequiredService<ReadOnlyMode>(),
            host.GetRequiredService<TimeProvider>(),
            host.GetRequiredService<MappingProfiles>(),
            Path.Combine(host.GetRequiredService<ServiceOptions>().DataFolder, "import")));
        services.AddSingleton(host => new DepositFolders(DepositFolder.Both(
            configuration["Directory:DepositFolder"] is { Length: > 0 } folder ? folder : host.GetRequiredService<ServiceOptions>().DataFolder, host.GetRequiredService<TimeProvider>())));
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<DepositLoop>();
        }

        return services;
    }
}
