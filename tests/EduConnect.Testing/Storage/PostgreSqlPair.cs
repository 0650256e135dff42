using System.Diagnostics;
using System.Globalization;
using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EduConnect.Testing.Storage;

/// <summary>A primary with a streaming replica, for one test: each on a loopback port, in temporary folders, ended and removed with the test.</summary>
public sealed class PostgreSqlPair : IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _primaryPort;
    private readonly int _replicaPort;

    private PostgreSqlPair(string folder, int primaryPort, int replicaPort) => (_folder, _primaryPort, _replicaPort) = (folder, primaryPort, replicaPort);

    /// <summary>The main store on both servers, as an operator would enter it.</summary>
    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1:{_primaryPort},127.0.0.1:{_replicaPort};Username=educonnect;Database=main");

    private string Primary => Path.Combine(_folder, "primary");

    private string Replica => Path.Combine(_folder, "replica");

    /// <summary>Both servers, running, with the main store's schema and nothing in it.</summary>
    public static async Task<PostgreSqlPair> StartAsync()
    {
        var pair = new PostgreSqlPair(await PostgreSqlTools.NewFolderAsync(), Loopback.FreePort(), Loopback.FreePort());
        await PostgreSqlTools.MakeAsync(pair.Primary);
        await pair.StartPrimaryAsync();
        await pair.MakeMainAsync();
        await PostgreSqlTools.RunAsync("pg_basebackup", "-h", "127.0.0.1", "-p", Text(pair._primaryPort), "-U", "educonnect", "-D", pair.Replica, "-R", "-X", "stream", "-c", "fast", "--no-sync");
        await pair.StartAsync(pair.Replica, pair._replicaPort);
        return pair;
    }

    /// <summary>Waits until the replica has everything the primary committed.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        var written = await AskAsync(_primaryPort, "select pg_current_wal_lsn()::text", cancellation);
        while (await AskAsync(_replicaPort, $"select (pg_last_wal_replay_lsn() >= '{written}'::pg_lsn)::text", cancellation) != "true")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }

    /// <summary>The primary's machine is gone: no process of it ends in order.</summary>
    public void KillPrimary()
    {
        var number = File.ReadLines(Path.Combine(Primary, "postmaster.pid")).First();
        using var postmaster = Process.GetProcessById(int.Parse(number, CultureInfo.InvariantCulture));
        postmaster.Kill(entireProcessTree: true);
        postmaster.WaitForExit();
    }

    /// <summary>The primary as it was, after it recovered from its log.</summary>
    public Task StartPrimaryAsync() => StartAsync(Primary, _primaryPort);

    /// <summary>The replica becomes the primary.</summary>
    public Task PromoteReplicaAsync() => PostgreSqlTools.RunAsync("pg_ctl", "-D", Replica, "-w", "promote");

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        PostgreSqlTools.Stop(Replica);
        PostgreSqlTools.Stop(Primary);
        System.IO.Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task MakeMainAsync()
    {
        await AskAsync(_primaryPort, "create database main", default, "postgres");
        await using var main = TestStores.Open<MainDb>(new PostgreSqlProvider(), On(_primaryPort), options => new MainDb(options));
        await main.Database.MigrateAsync();
    }

    private Task StartAsync(string data, int port)
    {
        var settings = $"-p {Text(port)} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c max_connections=100 -c shared_buffers=64MB";
        return PostgreSqlTools.RunAsync("pg_ctl", "-D", data, "-l", data + ".log", "-w", "-o", settings, "start");
    }

    private static async Task<string> AskAsync(int port, string question, CancellationToken cancellation, string database = "main")
    {
        await using var connection = new NpgsqlConnection(On(port, database) + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancellation) as string ?? string.Empty;
    }

    private static string On(int port, string database = "main") => $"Host=127.0.0.1;Port={Text(port)};Username=educonnect;Database={database}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
