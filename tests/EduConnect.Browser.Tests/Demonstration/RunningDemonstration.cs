using System.Diagnostics;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing;

namespace EduConnect.Browser.Tests.Demonstration;

/// <summary>The demonstration as a person starts it: a process of its own on its own port and folder, and what it printed.</summary>
public sealed class RunningDemonstration : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("educonnect-demonstration-");
    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);
    private Process? _process;

    /// <summary>The value of one of the printed lines.</summary>
    public string this[string name] => _lines[name];

    public IReadOnlyCollection<string> Names => _lines.Keys;

    public int Port { get; private set; }

    public string MainStore => Path.Combine(_folder.FullName, "main.db");

    /// <summary>Skips the test (fails it under CI) when the machine lacks what the demonstration needs.</summary>
    public void RequireRunning()
    {
        Require.Executable("node");
        Require.Executable("chromium", "/usr/bin");
        foreach (var package in new[] { "partners/mailbox", "partners/ent", "partners/franceconnect", "src/EduConnect.Letters" })
        {
            Require.Component(Installed(package), $"the packages of {package} are not installed");
        }

        Assert.True(_lines.ContainsKey("guichet"), "the demonstration did not start");
    }

    public async ValueTask InitializeAsync()
    {
        if (!Installed("partners/mailbox") || !Installed("partners/ent") || !Installed("partners/franceconnect"))
        {
            return;
        }

        Port = LoopbackPorts.After(26_200, 1)[0];
        _process = Start(Port, _folder.FullName);
        // Read to the end, both of them: a pipe that nobody empties would stop whoever writes into it.
        _ = _process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line && line != "ready")
        {
            if (line.Split(": ", 2) is [var name, var value])
            {
                _lines[name] = value;
            }
        }

        _ = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Starts another one.</summary>
    /// <remarks>
    /// A shell that starts a command in its background lets it and everything below ignore Ctrl-C, and .NET leaves that as it is: <c>env</c> gives the
    /// signal back, so that the test of Ctrl-C says the same wherever the suite was started.
    /// </remarks>
    public static Process Start(int port, string folder)
    {
        var project = Path.Combine(DemoSettings.FindRoot(), "partners/EduConnect.Demonstration");
        var program = Path.Combine(project, "bin", Configuration(), "net10.0", "EduConnect.Demonstration.dll");
        return Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", program, "demo", "--port", $"{port}", "--data", folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Stops it as Ctrl-C does, and says with which status it ended.</summary>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-INT", $"{_process!.Id}"]);
        await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static bool Installed(string package) => Directory.Exists(Path.Combine(DemoSettings.FindRoot(), package, "node_modules"));

    private static string Configuration() => AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
}
