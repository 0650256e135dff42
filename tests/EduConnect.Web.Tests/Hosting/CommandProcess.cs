using System.Diagnostics;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>A command as a process of its own, over PostgreSQL databases: what it writes is what an operator's script reads.</summary>
internal static class CommandProcess
{
    public static Task<(int Status, string Output, string Error)> RunAsync(string folder, string main, string operational, params string[] words) =>
        RunAsync(folder, main, operational, string.Empty, words);

    /// <summary>With something to read on its standard input.</summary>
    public static async Task<(int Status, string Output, string Error)> RunAsync(string folder, string main, string operational, string input, string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EduConnect.Web.dll"), .. words, "--data", folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Storage__Provider"] = "postgresql";
        start.Environment["Storage__Main"] = main;
        start.Environment["Storage__Operational"] = operational;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
