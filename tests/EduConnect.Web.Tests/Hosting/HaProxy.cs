using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using EduConnect.Testing;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>Debian's HAProxy over <c>docs/operating/haproxy.cfg</c>, with loopback addresses instead of those of the file and without TLS.</summary>
internal sealed class HaProxy : IDisposable
{
    private const string Bind = "bind 0.0.0.0:443 ssl crt /etc/haproxy/educonnect.pem alpn h2,http/1.1";
    private readonly Process _process;
    private readonly string _folder;

    private HaProxy(Process process, string folder) => (_process, _folder) = (process, folder);

    private string Console => Path.Combine(_folder, "console");

    public static async Task<HaProxy> StartAsync(int front, int[] nodes)
    {
        var program = Require.Executable("haproxy", "/usr/sbin");
        var folder = Directory.CreateTempSubdirectory("educonnect-haproxy-").FullName;
        var file = Path.Combine(folder, "haproxy.cfg");
        var text = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "operating", "haproxy.cfg"));
        (string Known, string Here)[] changes =
        [
            (Bind, string.Create(CultureInfo.InvariantCulture, $"bind 127.0.0.1:{front}")),
            ("maxconn 20000\n", $"maxconn 200\n    stats socket {Path.Combine(folder, "console")}\n"),
            ("10.0.0.11:5080", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{nodes[0]}")),
            ("10.0.0.12:5080", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{nodes[1]}")),
        ];
        foreach (var (known, here) in changes)
        {
            Assert.Contains(known, text, StringComparison.Ordinal);
            text = text.Replace(known, here, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(file, text);
        var proxy = new HaProxy(Process.Start(new ProcessStartInfo(program, ["-db", "-f", file]) { UseShellExecute = false })!, folder);
        await proxy.SeesAsync(nodes.Length, TestContext.Current.CancellationToken);
        return proxy;
    }

    /// <summary>Waits until it finds so many nodes well.</summary>
    public async Task SeesAsync(int nodes, CancellationToken cancellation)
    {
        while (await WellAsync(cancellation) != nodes)
        {
            Assert.False(_process.HasExited, "haproxy ended");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<int> WellAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Console))
        {
            return 0;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Console), cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("show stat\n"u8.ToArray(), cancellation);
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync(cancellation)).Split('\n');
        // Checked and well: "UP" alone, a layer 7 answer behind it.
        return lines.Count(line => line.StartsWith("nodes,node", StringComparison.Ordinal) && line.Contains(",UP,", StringComparison.Ordinal) && line.Contains(",L7OK,", StringComparison.Ordinal));
    }
}
