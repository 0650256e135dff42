using System.Diagnostics;
using System.Globalization;
using System.Net;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Bench.Codes;

/// <summary>npm oidc-provider with its in-memory store, in a process of its own.</summary>
internal sealed class PeerProvider : IProvider
{
    private readonly Process _server;

    private PeerProvider(string origin, Process server)
    {
        Origin = origin;
        _server = server;
    }

    public string Origin { get; }

    public string Authorize => "/auth";

    public string Token => "/token";

    public string UserInfo => "/me";

    public static async Task<PeerProvider> StartAsync()
    {
        var port = Processes.FreePort();
        var origin = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
        var script = Path.Combine(Processes.Root, "bench", "peers", "oidc-provider", "server.mjs");
        if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules")))
        {
            throw new InvalidOperationException("Run 'npm ci' in bench/peers/oidc-provider first.");
        }

        var server = Processes.Start(
            "node", [script, port.ToString(CultureInfo.InvariantCulture)], environment: new Dictionary<string, string> { ["NODE_ENV"] = "production" });
        await Processes.AnswersAsync(server, new Uri(origin + "/.well-known/openid-configuration"));
        return new(origin, server);
    }

    public (string ClientId, string Secret) Client(TokenSigning signing) =>
        (signing is TokenSigning.ES256 ? "es256" : "rs256", "benchmark-secret-benchmark-secret-benchmark");

    /// <summary>Follows the first visit through the sign-in, as a browser would.</summary>
    public async Task<string> SignedInCookieAsync(TokenSigning signing)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies });
        var next = new Uri(RoundTrips.AuthorizeAddress(this, Client(signing).ClientId));
        for (var hop = 0; hop < 6 && next.IsLoopback; hop++)
        {
            using var answer = await http.GetAsync(next);
            next = new Uri(next, answer.Headers.Location ?? throw new InvalidOperationException($"{next}: {answer.StatusCode}"));
        }

        return cookies.GetCookieHeader(new Uri(Origin + Authorize));
    }

    public double CpuSeconds() => Processes.CpuSeconds(_server);

    public ValueTask DisposeAsync()
    {
        Processes.Stop(_server);
        return ValueTask.CompletedTask;
    }
}
