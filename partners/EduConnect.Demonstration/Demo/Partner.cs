using System.Diagnostics;

namespace EduConnect.Demonstration.Demo;

/// <summary>A partner's process. It ends with this one, whatever ends this one: it watches its standard input.</summary>
internal sealed class Partner : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly string name;

    private Partner(string name, Process process) => (this.name, this.process) = (name, process);

    /// <summary>Starts the package of one folder under partners/ and waits until it says ready.</summary>
    /// <exception cref="DemoRefusedException">Node is missing, or the partner did not start.</exception>
    public static async Task<Partner> StartAsync(string root, string name, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("node", ["server.mjs"])
        {
            WorkingDirectory = Path.Combine(root, "partners", name),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PARTNER_OF"] = $"{Environment.ProcessId}" },
        };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        Partner partner;
        try
        {
            partner = new Partner(name, Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new DemoRefusedException("Node.js was not found; version 20 or later is needed");
        }
        await partner.WaitUntilReadyAsync(cancellation);
        return partner;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(3)).Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        var faults = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } && faults.Count < 20)
                faults.Add(line.Data);
        };
        process.BeginErrorReadLine();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line == "ready")
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }
        await process.WaitForExitAsync(cancellation);
        throw new DemoRefusedException($"the partner {name} did not start ({(faults.Count > 0 ? faults[^1] : $"status {process.ExitCode}")})");
    }
}
