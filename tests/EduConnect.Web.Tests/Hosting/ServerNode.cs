using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using EduConnect.Testing;
using EduConnect.Testing.Storage;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>The server as a process of its own, as an operator runs it: it can be killed.</summary>
internal sealed class ServerNode : IDisposable
{
    private readonly Process _process;

    private ServerNode(Process process) => _process = process;

    /// <summary>Listens on a loopback port, over the stores and the keys of a test; ready when people can sign in.</summary>
    public static Task<ServerNode> StartAsync(int port, string origin, TestStores stores, CancellationToken cancellation) => StartAsync("sign-in", port, origin, stores, cancellation);

    /// <summary>Long work only, over the stores and the keys of a test.</summary>
    public static Task<ServerNode> StartWorkerAsync(TestStores stores, CancellationToken cancellation)
    {
        var port = Loopback.FreePort();
        return StartAsync("worker", port, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), stores, cancellation);
    }

    private static async Task<ServerNode> StartAsync(string roles, int port, string origin, TestStores stores, CancellationToken cancellation)
    {
        string[] words =
        [
            Path.Combine(AppContext.BaseDirectory, "EduConnect.Web.dll"), "serve", "--roles", roles, "--data", stores.Folder,
            "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        ];
        var start = new ProcessStartInfo("dotnet", words) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Service__PublicOrigin"] = origin;
        start.Environment["Service__Proxies"] = "127.0.0.1";
        start.Environment["Storage__Provider"] = stores.Provider.Name;
        start.Environment["Storage__Main"] = stores.MainConnection;
        start.Environment["Storage__Operational"] = stores.OperationalConnection;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var node = new ServerNode(process);
        await node.IsReadyAsync(port, cancellation);
        return node;
    }

    /// <summary>Its machine is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ends in order, as for an upgrade: what was asked is answered first.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(cancellation);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private async Task IsReadyAsync(int port, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        while (!await AnswersAsync(client, new Uri($"http://127.0.0.1:{port}/health/ready-read"), cancellation))
        {
            Assert.False(_process.HasExited, "the server ended at its start");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(address, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException fault) when (fault.InnerException is SocketException or IOException)
        {
            return false;
        }
    }
}
