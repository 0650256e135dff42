using System.Globalization;
using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EduConnect.Testing.Storage;

/// <summary>
/// A PostgreSQL of its own whose processes may not let a file grow past a megabyte: the server writes a part of a page, says that it could not extend the
/// file and that free disk space should be checked (53100), as on a full disk. Its log of changes comes in files of a megabyte, which fit.
/// </summary>
internal sealed class SmallPostgreSqlDisk : SmallDisk
{
    private const string Endless = "unlimited";

    // A megabyte and a part of a page: the write is cut short instead of refused.
    private const string Room = "1049600";
    private readonly string _folder;

    private SmallPostgreSqlDisk(string folder, string connection) => (_folder, Connection) = (folder, connection);

    public override string Connection { get; }

    protected override StorageProvider Provider { get; } = new PostgreSqlProvider();

    private string Data => Path.Combine(_folder, "data");

    public static async Task<SmallPostgreSqlDisk> CreateAsync(bool isMain)
    {
        var folder = await PostgreSqlTools.NewFolderAsync();
        var port = Loopback.FreePort().ToString(CultureInfo.InvariantCulture);
        var disk = new SmallPostgreSqlDisk(folder, $"Host=127.0.0.1;Port={port};Username=educonnect;Database=store");
        await PostgreSqlTools.MakeAsync(disk.Data, "--wal-segsize=1");
        await PostgreSqlTools.RunAsync(
            "pg_ctl", "-D", disk.Data, "-l", Path.Combine(folder, "log"), "-w", "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c shared_buffers=64MB", "start");
        await PostgreSqlTools.RunAsync("createdb", "-h", "127.0.0.1", "-p", port, "-U", "educonnect", "store");
        await MigrateAsync(disk.Connection, isMain);
        return disk;
    }

    public override void Configure(DbContextOptionsBuilder options)
    {
        // the server meets the limit by itself
    }

    public override Task FillAsync() => LimitAsync(Room);

    public override Task FreeAsync() => LimitAsync(Endless);

    public override ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(Connection));
        PostgreSqlTools.Stop(Data);
        System.IO.Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Those who work for the server now; whoever it starts later inherits the limit. Set by their owner, which may.</summary>
    private async Task LimitAsync(string size)
    {
        var server = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        await LimitAsync(server, size);
        foreach (var process in System.IO.Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var number) ? number : 0).Where(number => ParentOf(number) == server))
        {
            await LimitAsync(process, size);
        }
    }

    private static async Task LimitAsync(int process, string size)
    {
        try
        {
            await PostgreSqlTools.RunAsync("prlimit", "--pid", process.ToString(CultureInfo.InvariantCulture), $"--fsize={size}:unlimited");
        }
        catch (InvalidOperationException) when (!System.IO.Directory.Exists($"/proc/{process}"))
        {
            // it has ended
        }
    }

    private static int ParentOf(int process)
    {
        try
        {
            var text = process == 0 ? string.Empty : File.ReadAllText($"/proc/{process}/stat");
            return text.Length == 0 ? 0 : int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }
}
