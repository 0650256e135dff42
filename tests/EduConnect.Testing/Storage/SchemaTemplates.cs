using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using EduConnect.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EduConnect.Testing.Storage;

/// <summary>The two stores with every migration applied once for this process; each test gets a copy, which is far quicker than migrating again.</summary>
internal static class SchemaTemplates
{
    private static readonly Lazy<Task<string>> Files = new(MakeFilesAsync);
    private static readonly Lazy<Task<(string Main, string Operational)>> Databases = new(MakeDatabasesAsync);

    /// <summary>Copies the migrated files of the embedded engine into a folder.</summary>
    public static async Task CopyFilesAsync(string folder)
    {
        var templates = await Files.Value;
        File.Copy(Path.Combine(templates, "main.db"), Path.Combine(folder, "main.db"));
        File.Copy(Path.Combine(templates, "operational.db"), Path.Combine(folder, "operational.db"));
    }

    /// <summary>Connection strings of two new databases, copies of the migrated ones.</summary>
    public static async Task<(string Main, string Operational)> CopyDatabasesAsync()
    {
        var (main, operational) = await Databases.Value;
        return (await PostgreSqlServer.NewDatabaseAsync(NameOf(main)), await PostgreSqlServer.NewDatabaseAsync(NameOf(operational)));
    }

    /// <summary>Removes the files of the templates.</summary>
    public static async Task RemoveAsync()
    {
        if (Files.IsValueCreated)
        {
            System.IO.Directory.Delete(await Files.Value, recursive: true);
        }
    }

    private static async Task<string> MakeFilesAsync()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("educonnect-templates-").FullName;
        var (main, operational) = TestStores.FilesIn(folder);
        await MigrateAsync(new SqliteProvider(), main, operational);

        // The last connection to a file writes its log back into it.
        SqliteConnection.ClearPool(new SqliteConnection(main));
        SqliteConnection.ClearPool(new SqliteConnection(operational));
        return folder;
    }

    private static async Task<(string Main, string Operational)> MakeDatabasesAsync()
    {
        var (main, operational) = (await PostgreSqlServer.NewDatabaseAsync(), await PostgreSqlServer.NewDatabaseAsync());
        await MigrateAsync(new PostgreSqlProvider(), main, operational);

        // A database with open connections cannot be copied.
        NpgsqlConnection.ClearPool(new NpgsqlConnection(main));
        NpgsqlConnection.ClearPool(new NpgsqlConnection(operational));
        return (main, operational);
    }

    private static async Task MigrateAsync(StorageProvider provider, string main, string operational)
    {
        await using var mainDb = TestStores.Open<MainDb>(provider, main, options => new MainDb(options));
        await mainDb.Database.MigrateAsync();
        await using var operationalDb = TestStores.Open<OperationalDb>(provider, operational, options => new OperationalDb(options));
        await operationalDb.Database.MigrateAsync();
    }

    private static string NameOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;
}
