using EduConnect.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EduConnect.Testing.Storage;

/// <summary>
/// One store as it is at a moment, to be brought back over what came since, with the tools of its engine: <c>pg_dump</c> and <c>pg_restore</c>, or the
/// online copy of the embedded engine.
/// </summary>
public sealed class StoreBackup : IDisposable
{
    private readonly string _folder;
    private readonly string _connection;
    private readonly bool _isFile;

    private StoreBackup(string folder, string connection, bool isFile) => (_folder, _connection, _isFile) = (folder, connection, isFile);

    private string Copy => Path.Combine(_folder, "store.backup");

    /// <summary>Copies a store of a test.</summary>
    public static async Task<StoreBackup> TakeAsync(TestStores stores, string connection)
    {
        var isFile = stores.Provider is SqliteProvider;
        var folder = isFile ? System.IO.Directory.CreateTempSubdirectory("educonnect-backup-").FullName : await PostgreSqlTools.NewFolderAsync();
        var backup = new StoreBackup(folder, connection, isFile);
        if (isFile)
        {
            CopyFile(connection, $"Data Source={backup.Copy};Pooling=false");
        }
        else
        {
            await backup.RunAsync("pg_dump", "--format=custom", "--file=" + backup.Copy);
        }

        return backup;
    }

    /// <summary>The store is again as it was.</summary>
    public async Task RestoreAsync()
    {
        if (_isFile)
        {
            CopyFile($"Data Source={Copy};Pooling=false", _connection);
            return;
        }

        await RunAsync("pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner", Copy);
    }

    /// <inheritdoc />
    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private static void CopyFile(string from, string to)
    {
        using var source = new SqliteConnection(from);
        using var target = new SqliteConnection(to);
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    private Task RunAsync(string program, params string[] words)
    {
        var server = new NpgsqlConnectionStringBuilder(_connection);
        return PostgreSqlTools.RunAsync(
            program, ["-h", server.Host!, "-p", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-U", server.Username!, "-d", server.Database!, .. words]);
    }
}
