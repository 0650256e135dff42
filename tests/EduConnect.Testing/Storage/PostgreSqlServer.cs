using System.Globalization;
using Npgsql;

namespace EduConnect.Testing.Storage;

/// <summary>
/// A private PostgreSQL for this test process: made by <c>initdb</c> in a temporary folder, on a free loopback port, never as root,
/// removed when the process ends. <c>EDUCONNECT_TEST_POSTGRESQL</c> (a connection string to a server where databases may be created) replaces it.
/// </summary>
public static class PostgreSqlServer
{
    private static readonly Lazy<Task<string>> Started = new(StartAsync);
    private static int _databases;
    private static Action? _stop;

    /// <summary>Commits survive a power cut, at their price: for measures. To be set before the first database.</summary>
    public static bool IsDurable { get; set; }

    /// <summary>A connection string to a new database: empty, or a copy of <paramref name="template"/>, to which nobody may be connected.</summary>
    public static async Task<string> NewDatabaseAsync(string? template = null)
    {
        var server = await Started.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"t{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = template is null ? $"create database {name}" : $"create database {name} template {template}";
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20, MaxAutoPrepare = 60, Options = "-c random_page_cost=1.1 -c jit=off -c work_mem=64MB" }.ConnectionString;
    }

    /// <summary>Stops the server and removes its folder; nothing when it was never started or is stopped already.</summary>
    public static void Stop() => Interlocked.Exchange(ref _stop, null)?.Invoke();

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("EDUCONNECT_TEST_POSTGRESQL") is { Length: > 0 } given)
        {
            return given;
        }

        var folder = await PostgreSqlTools.NewFolderAsync();
        var data = Path.Combine(folder, "data");
        await PostgreSqlTools.MakeAsync(data);
        var port = Loopback.FreePort();
        _stop = () => Stop(data, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        var settings = string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync={(IsDurable ? "on" : "off")} -c max_connections=600 -c shared_buffers=128MB");
        await PostgreSqlTools.RunAsync("pg_ctl", "-D", data, "-l", Path.Combine(folder, "log"), "-w", "-o", settings, "start");
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=educonnect;Database=postgres");
    }

    private static void Stop(string data, string folder)
    {
        PostgreSqlTools.Stop(data);
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
