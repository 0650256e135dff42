using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EduConnect.Testing;

namespace EduConnect.Web.Tests.Gateway;

/// <summary>The real Kannel on loopback: bearerbox, smsbox, and its fake operator, which writes what a phone would show.</summary>
internal sealed class KannelGateway : IAsyncDisposable
{
    public const string UserName = "educonnect";
    public const string Password = "mot-de-passe-de-passerelle";
    private readonly string _folder = Directory.CreateTempSubdirectory("educonnect-kannel-").FullName;
    private readonly List<Process> _processes = [];
    private readonly List<string> _received = [];
    private readonly (string Bearer, string Sms, string Operator) _programs;
    private readonly int[] _ports;

    private KannelGateway((string Bearer, string Sms, string Operator) programs) => (_programs, _ports) = (programs, FreePorts(4));

    /// <summary>Address of <c>sendsms</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[3]}/cgi-bin/sendsms");

    /// <summary>What the operator got so far, as the fake operator writes it: sender, recipient, kind, text.</summary>
    public IReadOnlyList<string> Received
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>Finds the programs (skips or fails without) and starts them.</summary>
    public static async Task<KannelGateway> StartAsync()
    {
        var gateway = new KannelGateway((
            Require.Executable("bearerbox", "/usr/sbin"), Require.Executable("smsbox", "/usr/sbin"), Require.Executable("fakesmsc", "/usr/lib/kannel/test")));
        await File.WriteAllTextAsync(gateway.Configuration, gateway.Settings());
        await gateway.GoUpAsync();
        return gateway;
    }

    /// <summary>Starts the boxes (again).</summary>
    public async Task GoUpAsync()
    {
        Start(_programs.Bearer, [Configuration]);
        await ListensAsync(_ports[1]);
        await ListensAsync(_ports[2]);
        Start(_programs.Operator, ["-H", "127.0.0.1", "-r", Text(_ports[2]), "-m", "0", "1 2 text unused"]);
        Start(_programs.Sms, [Configuration]);
        await ListensAsync(_ports[3]);
    }

    /// <summary>The whole gateway is gone.</summary>
    public async Task GoDownAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _processes.Clear();
    }

    /// <summary>Waits until the operator has got a message that holds these words.</summary>
    public async Task<string> WaitForAsync(string words)
    {
        var until = Stopwatch.StartNew();
        while (until.Elapsed < TimeSpan.FromSeconds(20))
        {
            if (Received.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"No message with {words} arrived; there were: {string.Join('|', Received)}");
    }

    public async ValueTask DisposeAsync()
    {
        await GoDownAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration => Path.Combine(_folder, "kannel.conf");

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private static async Task ListensAsync(int port)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException($"Kannel does not listen on {port}.");
    }

    private void Start(string program, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _folder })!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    private void Note(string? line)
    {
        const string Mark = "Got message ";
        if (line?.IndexOf(Mark, StringComparison.Ordinal) is { } at and >= 0)
        {
            lock (_received)
            {
                _received.Add(line[(at + Mark.Length)..]);
            }
        }
    }

    private string Settings() => $"""
        group = core
        admin-port = {_ports[0]}
        admin-password = {Password}
        admin-interface = 127.0.0.1
        smsbox-port = {_ports[1]}
        box-allow-ip = 127.0.0.1
        log-level = 1

        group = smsc
        smsc = fake
        smsc-id = fake
        port = {_ports[2]}
        connect-allow-ip = 127.0.0.1

        group = smsbox
        bearerbox-host = 127.0.0.1
        sendsms-port = {_ports[3]}
        sendsms-interface = 127.0.0.1
        log-level = 1

        group = sendsms-user
        username = {UserName}
        password = {Password}
        concatenation = true
        max-messages = 3

        group = sms-service
        keyword = default
        text = "-"
        """;
}
