using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EduConnect.Testing.Storage;

/// <summary>PostgreSQL's own programs, run as an unprivileged user: the server refuses to be root.</summary>
internal static class PostgreSqlTools
{
    private const UnixFileMode ForEverybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static bool IsRoot => geteuid() == 0;

    /// <summary>A new temporary folder that the server owns.</summary>
    public static async Task<string> NewFolderAsync()
    {
        _ = Find("initdb");
        var folder = System.IO.Directory.CreateTempSubdirectory("educonnect-pg-").FullName;
        File.SetUnixFileMode(folder, ForEverybody);
        if (IsRoot)
        {
            await EndAsync(Process.Start(Words(["chown", "postgres", folder]))!);
        }

        return folder;
    }

    /// <summary>Makes an empty server in <paramref name="data"/>: user <c>educonnect</c>, no password, loopback only.</summary>
    public static Task MakeAsync(string data, params string[] more) =>
        RunAsync("initdb", ["-D", data, "-U", "educonnect", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync", .. more]);

    /// <summary>Runs one program to its end, which must be good.</summary>
    public static Task RunAsync(string program, params string[] arguments) => EndAsync(Process.Start(AsOwner(program, arguments))!);

    /// <summary>Stops a server at once, whatever it does.</summary>
    public static void Stop(string data)
    {
        using var process = Process.Start(AsOwner("pg_ctl", ["-D", data, "-m", "immediate", "stop"]));
        process?.WaitForExit(10_000);
    }

    private static string Find(string program) => Require.Executable(program, Installed());

    private static string[] Installed() => System.IO.Directory.Exists("/usr/lib/postgresql")
        ? [.. System.IO.Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))]
        : [];

    private static async Task EndAsync(Process process)
    {
        using (process)
        {
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}");
            }
        }
    }

    private static ProcessStartInfo AsOwner(string program, string[] arguments)
    {
        var file = Find(program);
        return Words(IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", file, .. arguments] : [file, .. arguments]);
    }

    private static ProcessStartInfo Words(string[] words) =>
        new(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };

    [DllImport("libc")]
    private static extern uint geteuid();
}
