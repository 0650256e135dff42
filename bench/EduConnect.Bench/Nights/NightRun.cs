using System.Diagnostics;
using EduConnect.Core.Nightly;

namespace EduConnect.Bench.Nights;

/// <summary>One night by <c>./educonnect nightly --json</c>, in a process of its own.</summary>
internal static class NightRun
{
    public static async Task<NightReport> RunAsync(string main, string operational)
    {
        using var data = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [Processes.Server, "nightly", "--json", "--data", data.Path]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["Storage__Provider"] = "postgresql";
        start.Environment["Storage__Main"] = main;
        start.Environment["Storage__Operational"] = operational;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The night did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? NightReport.Read(output) : throw new InvalidOperationException("The night ended with " + process.ExitCode + ": " + output);
    }
}
