using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using EduConnect.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Testing.Storage;

/// <summary>The engines that every storage suite runs on.</summary>
public enum Engine
{
    Sqlite,
    PostgreSql,
}

/// <summary>Two fresh stores on one engine, dropped at the end.</summary>
public sealed class TestStores : IAsyncDisposable
{
    private readonly string _folder;

    private TestStores(StorageProvider provider, string main, string operational, string folder)
    {
        Provider = provider;
        MainConnection = main;
        OperationalConnection = operational;
        _folder = folder;
    }

    public StorageProvider Provider { get; }

    public string MainConnection { get; }

    public string OperationalConnection { get; }

    /// <summary>A folder of this test, for keys and files; removed at the end.</summary>
    public string Folder => _folder;

    public ReadOnlyMode ReadOnly { get; } = new(TimeProvider.System);

    public static async Task<TestStores> CreateAsync(Engine engine, bool withSchema = true)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("educonnect-test-").FullName;
        var stores = engine == Engine.Sqlite
            ? new TestStores(new SqliteProvider(), $"Data Source={Path.Combine(folder, "main.db")}", $"Data Source={Path.Combine(folder, "operational.db")}", folder)
            : new TestStores(new PostgreSqlProvider(), await PostgreSqlServer.NewDatabaseAsync(), await PostgreSqlServer.NewDatabaseAsync(), folder);
        if (withSchema)
        {
            await using var main = stores.Main();
            await main.Database.MigrateAsync();
            await using var operational = stores.Operational();
            await operational.Database.MigrateAsync();
        }

        return stores;
    }

    public MainDb Main()
    {
        var options = new DbContextOptionsBuilder<MainDb>();
        Provider.Configure(options, MainConnection);
        options.AddInterceptors(new ReadOnlyInterceptor(ReadOnly));
        return new MainDb(options.Options);
    }

    public OperationalDb Operational()
    {
        var options = new DbContextOptionsBuilder<OperationalDb>();
        Provider.Configure(options, OperationalConnection);
        return new OperationalDb(options.Options);
    }

    public ValueTask DisposeAsync()
    {
        if (Provider is SqliteProvider)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
        else
        {
            // Idle connections of databases nobody uses any more would fill the server.
            Npgsql.NpgsqlConnection.ClearPool(new Npgsql.NpgsqlConnection(MainConnection));
            Npgsql.NpgsqlConnection.ClearPool(new Npgsql.NpgsqlConnection(OperationalConnection));
        }

        System.IO.Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
