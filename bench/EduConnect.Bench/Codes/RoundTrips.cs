using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Bench.Codes;

/// <summary>Round trips of one service with one signed-in browser, eight at a time. Anything but success stops the measure.</summary>
internal sealed class RoundTrips : IDisposable
{
    private const int AtOnce = 8;
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private const string Redirect = "https://rp.example/cb";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = AtOnce });
    private readonly IProvider _provider;
    private readonly string _cookie;
    private readonly Uri _authorize;
    private readonly AuthenticationHeaderValue _basic;

    private RoundTrips(IProvider provider, string cookie, TokenSigning signing)
    {
        var (clientId, secret) = provider.Client(signing);
        _provider = provider;
        _cookie = cookie;
        _authorize = new Uri(AuthorizeAddress(provider, clientId));
        _basic = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{clientId}:{secret}")));
    }

    public static async Task<RoundTrips> PrepareAsync(IProvider provider, TokenSigning signing) =>
        new(provider, await provider.SignedInCookieAsync(signing), signing);

    /// <summary>The address a service sends a browser to.</summary>
    public static string AuthorizeAddress(IProvider provider, string clientId) =>
        $"{provider.Origin}{provider.Authorize}?client_id={clientId}&response_type=code&scope=openid%20profile&redirect_uri={Uri.EscapeDataString(Redirect)}"
        + $"&state=af0ifjsldkj&nonce=n-0S6_WzA2Mj&code_challenge={Challenge}&code_challenge_method=S256";

    /// <summary>Goes on for a time; how many round trips were completed.</summary>
    public async Task<int> RunAsync(TimeSpan span)
    {
        using var stop = new CancellationTokenSource(span);
        var counts = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => LoopAsync(stop.Token))));
        return counts.Sum();
    }

    public void Dispose() => _http.Dispose();

    private async Task<int> LoopAsync(CancellationToken stop)
    {
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            await TripAsync();
            count++;
        }

        return count;
    }

    private async Task TripAsync()
    {
        using var authorize = new HttpRequestMessage(HttpMethod.Get, _authorize);
        authorize.Headers.TryAddWithoutValidation("Cookie", _cookie);
        using var redirected = await _http.SendAsync(authorize);
        var query = redirected.Headers.Location?.Query ?? throw new InvalidOperationException($"{_authorize}: {redirected.StatusCode}");
        var code = query.TrimStart('?').Split('&').Single(pair => pair.StartsWith("code=", StringComparison.Ordinal))["code=".Length..];

        using var exchange = new HttpRequestMessage(HttpMethod.Post, _provider.Origin + _provider.Token)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", Redirect), new("code_verifier", Verifier)]),
        };
        exchange.Headers.Authorization = _basic;
        using var tokens = await _http.SendAsync(exchange);
        tokens.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await tokens.Content.ReadAsByteArrayAsync());

        using var question = new HttpRequestMessage(HttpMethod.Get, _provider.Origin + _provider.UserInfo);
        question.Headers.Authorization = new("Bearer", json.RootElement.GetProperty("access_token").GetString());
        using var person = await _http.SendAsync(question);
        person.EnsureSuccessStatusCode();
        using var claims = JsonDocument.Parse(await person.Content.ReadAsByteArrayAsync());
        if (claims.RootElement.GetProperty("family_name").GetString() != "MOREL")
        {
            throw new InvalidOperationException("The claims are not those of the person.");
        }
    }
}
