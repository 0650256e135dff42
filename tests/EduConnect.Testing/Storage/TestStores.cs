using EduConnect.Core.Federation.Notices;
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
    private readonly TimeProvider _clock;
    private readonly SmallDisk? _disk;

    private TestStores(StorageProvider provider, string main, string operational, string folder, TimeProvider? clock, SmallDisk? disk)
    {
        _disk = disk;
        _clock = clock ?? TimeProvider.System;
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

    /// <summary>Makes them; main stands on <paramref name="disk"/> when one is given, which is of the same engine and outlives them.</summary>
    public static async Task<TestStores> CreateAsync(Engine engine, bool withSchema = true, TimeProvider? clock = null, SmallDisk? disk = null)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("educonnect-test-").FullName;
        if (engine == Engine.Sqlite)
        {
            if (withSchema)
            {
                await SchemaTemplates.CopyFilesAsync(folder);
            }

            var files = FilesIn(folder);
            return new TestStores(new SqliteProvider(), disk?.Connection ?? files.Main, files.Operational, folder, clock, disk);
        }

        var (main, operational) = withSchema
            ? await SchemaTemplates.CopyDatabasesAsync()
            : (await PostgreSqlServer.NewDatabaseAsync(), await PostgreSqlServer.NewDatabaseAsync());
        return new TestStores(new PostgreSqlProvider(), disk?.Connection ?? main, operational, folder, clock, disk);
    }

    public MainDb Main() => Open<MainDb>(Provider, MainConnection, options => new MainDb(options), ReadOnly, _clock, _disk);

    public OperationalDb Operational() => Open<OperationalDb>(Provider, OperationalConnection, options => new OperationalDb(options));

    /// <summary>Connection strings of the two files of the embedded engine in a folder.</summary>
    internal static (string Main, string Operational) FilesIn(string folder) =>
        ($"Data Source={Path.Combine(folder, "main.db")}", $"Data Source={Path.Combine(folder, "operational.db")}");

    internal static TDb Open<TDb>(StorageProvider provider, string connection, Func<DbContextOptions<TDb>, TDb> create, ReadOnlyMode? mode = null, TimeProvider? clock = null, SmallDisk? disk = null)
        where TDb : DbContext
    {
        var options = new DbContextOptionsBuilder<TDb>();
        provider.Configure(options, connection);
        disk?.Configure(options);
        if (mode is not null)
        {
            options.AddInterceptors(new ReadOnlyInterceptor(mode), new ChangeInterceptor(clock ?? TimeProvider.System));
        }

        return create(options.Options);
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
