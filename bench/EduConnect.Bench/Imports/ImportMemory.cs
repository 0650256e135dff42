using System.Globalization;

namespace EduConnect.Bench.Imports;

/// <summary>Runs the import command in a process of its own and watches the memory it holds at most.</summary>
internal static class ImportMemory
{
    /// <returns>Megabytes (10^6 bytes).</returns>
    public static async Task<double> PeakAsync(string folder, string main, string operational)
    {
        using var data = new TemporaryFolder();
        var application = Path.Combine(AppContext.BaseDirectory, "EduConnect.Web.dll");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Storage__Provider"] = "postgresql",
            ["Storage__Main"] = main,
            ["Storage__Operational"] = operational,
        };
        using var process = Processes.Start("dotnet", [application, "import", folder, "--data", data.Path], environment: settings);
        var peak = 0.0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Peak(process.Id));
            await Task.Delay(200);
        }

        return process.ExitCode == 0 ? Math.Round(peak, 1) : throw new InvalidOperationException($"The import command ended with {process.ExitCode}.");
    }

    /// <summary>The high-water mark that Linux keeps for a process.</summary>
    private static double Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1_000_000;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
