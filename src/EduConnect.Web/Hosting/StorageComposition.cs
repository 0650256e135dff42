using System.Data.Common;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using EduConnect.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Hosting;

/// <summary>Chooses the engine and registers both stores.</summary>
internal static class StorageComposition
{
    private const string MainFile = "main.db";

    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection("Storage").Get<StorageSettings>() ?? new StorageSettings();
        var folder = FolderOf(configuration);
        var provider = Provider(settings.Provider);
        EnsureReadable(settings.Main, nameof(settings.Main));
        EnsureReadable(settings.Operational, nameof(settings.Operational));
        services.AddSingleton(provider);
        services.AddSingleton<ReadOnlyMode>();
        services.AddSingleton<MaintenanceCalendar>();
        services.AddSingleton<ReadOnlyInterceptor>();
        services.AddSingleton<ChangeInterceptor>();
        services.AddSingleton<StoreGate>();
        services.AddSingleton(host => new SealTexts(new SecretTexts(new SealedBytes(host.GetRequiredService<KeyRing>(), host.GetRequiredService<IRandomSource>()))));
        services.AddPooledDbContextFactory<MainDb>((host, options) =>
        {
            provider.Configure(options, OrFile(settings.Main, folder, MainFile));
            QuietLogs.LetSavesFail(options);
            options.AddInterceptors(host.GetRequiredService<ReadOnlyInterceptor>(), host.GetRequiredService<ChangeInterceptor>(), host.GetRequiredService<SealTexts>(), host.GetRequiredService<StoreGate>());
        });
        services.AddPooledDbContextFactory<OperationalDb>((host, options) =>
        {
            provider.Configure(options, OrFile(settings.Operational, folder, "operational.db"));
            QuietLogs.LetSavesFail(options);
            options.AddInterceptors(host.GetRequiredService<SealTexts>(), host.GetRequiredService<StoreGate>());
        });
        services.AddScoped(host => host.GetRequiredService<IDbContextFactory<MainDb>>().CreateDbContext());
        services.AddScoped(host => host.GetRequiredService<IDbContextFactory<OperationalDb>>().CreateDbContext());
        return services;
    }

    /// <summary>The data folder of the settings.</summary>
    public static string FolderOf(IConfiguration configuration) => configuration["Service:DataFolder"] ?? new ServiceOptions().DataFolder;

    /// <summary>The file that holds main when the settings name no database; null when they name one.</summary>
    public static string? EmbeddedMain(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Storage").Get<StorageSettings>() ?? new StorageSettings();
        return settings.Main.Length == 0 ? Path.Combine(FolderOf(configuration), MainFile) : null;
    }

    private static void EnsureReadable(string connectionString, string name)
    {
        try
        {
            _ = new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException fault)
        {
            throw new InvalidOperationException($"Storage:{name} is no connection string, such as Host=…;Username=…;Password=…;Database=…", fault);
        }
    }

    private static StorageProvider Provider(string name) => name.ToUpperInvariant() switch
    {
        "SQLITE" => new SqliteProvider(),
        "POSTGRESQL" => new PostgreSqlProvider(),
        _ => throw new InvalidOperationException($"Storage:Provider is '{name}'; it must be sqlite or postgresql."),
    };

    private static string OrFile(string connectionString, string folder, string file)
    {
        if (connectionString.Length > 0)
        {
            return connectionString;
        }

        Directory.CreateDirectory(folder);
        return $"Data Source={Path.Combine(folder, file)}";
    }
}
