using System.Diagnostics;
using System.Globalization;

namespace EduConnect.Bench.Logins;

/// <summary>npm oidc-provider with its in-memory store and a sign-in page that checks the password with Argon2id.</summary>
internal sealed class PeerDesk : IDesk
{
    private readonly Process _server;
    private readonly string _origin;
    private readonly SocketsHttpHandler _connections = new() { UseCookies = false, AllowAutoRedirect = false };

    private PeerDesk(Process server, string origin) => (_server, _origin) = (server, origin);

    public static async Task<PeerDesk> StartAsync()
    {
        var port = Processes.FreePort();
        var origin = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
        var script = Path.Combine(Processes.Root, "bench", "peers", "oidc-provider", "login.mjs");
        if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules")))
        {
            throw new InvalidOperationException("Run 'npm ci' in bench/peers/oidc-provider first.");
        }

        var server = Processes.Start("node", [script, port.ToString(CultureInfo.InvariantCulture)], environment: new Dictionary<string, string> { ["NODE_ENV"] = "production" });
        await Processes.AnswersAsync(server, new Uri(origin + "/.well-known/openid-configuration"));
        return new(server, origin);
    }

    /// <summary>From a service's request to its code.</summary>
    public async Task SignInForServiceAsync()
    {
        using var browser = new FormBrowser(_connections);
        var request = $"{_origin}/auth?client_id=benchmark&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Frp.example%2Fcb&state=s&nonce=n"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
        var (address, _) = await browser.GoAsync(new Uri(request));
        var (end, _) = await browser.GoAsync(address, [new("username", "person"), new("password", "brouette verte à pois")]);
        if (end.Host != "rp.example" || !end.Query.Contains("code=", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The sign-in ended at {end}.");
        }
    }

    public double CpuSeconds() => Processes.CpuSeconds(_server);

    public ValueTask DisposeAsync()
    {
        Processes.Stop(_server);
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }
}
