using System.Diagnostics;

namespace EduConnect.Bench;

/// <summary>Starts servers for a measure and reads what they cost.</summary>
internal static class Processes
{
    /// <summary>Starts <paramref name="file"/>; its output goes nowhere.</summary>
    public static Process Start(string file, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? string.Empty };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Processor time used so far by a process, in seconds.</summary>
    public static double CpuSeconds(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Ends a process and waits until it is gone.</summary>
    public static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    /// <summary>Waits until a server answers an address with success.</summary>
    public static async Task AnswersAsync(Process server, Uri address)
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(address);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (!server.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>The root of the repository.</summary>
    public static string Root
    {
        get
        {
            var root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "EduConnect.slnx")))
            {
                root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The root of the repository was not found.");
            }

            return root;
        }
    }

    /// <summary>The output of a project itself, with its own pages and settings, of the same configuration as this process.</summary>
    public static string Beside(string file, params string[] project)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        return Path.Combine([Root, .. project, "bin", configuration, "net10.0", file]);
    }

    /// <summary>The server as <c>./educonnect serve</c> runs it: published, compiled ahead.</summary>
    public static string Server => Path.Combine(Root, "src", "EduConnect.Web", "bin", "Server", "EduConnect.Web.dll");

    /// <summary>A free loopback port.</summary>
    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
