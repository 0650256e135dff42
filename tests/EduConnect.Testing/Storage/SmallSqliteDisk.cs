using System.Data.Common;
using System.Globalization;
using EduConnect.Core.Platform.Storage;
using EduConnect.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EduConnect.Testing.Storage;

/// <summary>The embedded engine with a limit of its own on the pages of its file: past it every write meets SQLITE_FULL, as on a full disk.</summary>
internal sealed class SmallSqliteDisk : SmallDisk
{
    private const long Room = 256; // pages of 4 KiB
    private const long Endless = 1_073_741_823;
    private readonly string _folder;
    private readonly Limit _limit = new();

    private SmallSqliteDisk(string folder, string file) => (_folder, Connection) = (folder, $"Data Source={Path.Combine(folder, file)}");

    public override string Connection { get; }

    protected override StorageProvider Provider { get; } = new SqliteProvider();

    public static async Task<SmallSqliteDisk> CreateAsync(bool isMain)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("educonnect-disk-").FullName;
        await SchemaTemplates.CopyFilesAsync(folder);
        return new SmallSqliteDisk(folder, isMain ? "main.db" : "operational.db");
    }

    public override void Configure(DbContextOptionsBuilder options) => options.AddInterceptors(_limit);

    public override async Task FillAsync()
    {
        await using var connection = new SqliteConnection(Connection);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma page_count";
        _limit.Pages = (long)(await command.ExecuteScalarAsync())! + Room;
    }

    public override Task FreeAsync()
    {
        _limit.Pages = Endless;
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearPool(new SqliteConnection(Connection));
        System.IO.Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The engine keeps the limit with each connection, so each that opens is told.</summary>
    private sealed class Limit : DbConnectionInterceptor
    {
        public long Pages { get; set; } = Endless;

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "pragma max_page_count=" + Pages.ToString(CultureInfo.InvariantCulture);
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
