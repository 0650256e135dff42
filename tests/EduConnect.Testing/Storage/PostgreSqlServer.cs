using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
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
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20, MaxAutoPrepare = 60, Options = "-c random_page_cost=1.1 -c jit=off" }.ConnectionString;
    }

    /// <summary>Stops the server and removes its folder; nothing when it was never started or is stopped already.</summary>
    public static void Stop() => Interlocked.Exchange(ref _stop, null)?.Invoke();

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("EDUCONNECT_TEST_POSTGRESQL") is { Length: > 0 } given)
        {
            return given;
        }

        var bin = Path.GetDirectoryName(Require.Executable("initdb", Installed()))!;
        var folder = System.IO.Directory.CreateTempSubdirectory("educonnect-pg-").FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        if (IsRoot)
        {
            await RunAsync("chown", ["postgres", folder], asOwner: false);
        }

        var data = Path.Combine(folder, "data");
        await RunAsync(Path.Combine(bin, "initdb"), ["-D", data, "-U", "educonnect", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync"]);
        var port = FreePort();
        _stop = () => Stop(bin, data, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        var settings = string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync={(IsDurable ? "on" : "off")} -c max_connections=600 -c shared_buffers=128MB");
        await RunAsync(Path.Combine(bin, "pg_ctl"), ["-D", data, "-l", Path.Combine(folder, "log"), "-w", "-o", settings, "start"]);
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=educonnect;Database=postgres");
    }

    private static string[] Installed() => System.IO.Directory.Exists("/usr/lib/postgresql")
        ? [.. System.IO.Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))]
        : [];

    private static bool IsRoot => geteuid() == 0;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string file, string[] arguments, bool asOwner = true)
    {
        using var process = Process.Start(Prepare(file, arguments, asOwner))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}");
        }
    }

    private static ProcessStartInfo Prepare(string file, string[] arguments, bool asOwner)
    {
        string[] words = asOwner && IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", file, .. arguments] : [file, .. arguments];
        return new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
    }

    private static void Stop(string bin, string data, string folder)
    {
        using var process = Process.Start(Prepare(Path.Combine(bin, "pg_ctl"), ["-D", data, "-m", "immediate", "stop"], asOwner: true));
        process?.WaitForExit(10_000);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [DllImport("libc")]
    private static extern uint geteuid();
}
