using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EduConnect.Web.Protocols.FranceConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>FranceConnect, driven by hand inside the test: every answer can be made wrong in one point. Sees each request of ours.</summary>
internal sealed class FakeFranceConnect(TimeProvider clock) : HttpMessageHandler
{
    public const string Issuer = "https://fc.example/api/v2";
    public const string ServiceId = "educonnect-test";
    public const string Secret = "a-secret-of-the-tests";
    public const string AccessToken = "an-access-token-of-60-seconds";
    private readonly List<(string Path, string Body, string? Authorization)> _requests = [];

    /// <summary>The person.</summary>
    public string Subject { get; set; } = new string('a', 64) + "v1";

    /// <summary>Claims of the id_token that differ from the good ones; null leaves one out.</summary>
    public Dictionary<string, object?> IdToken { get; } = [];

    /// <summary>Claims of userinfo that differ from the good ones; null leaves one out.</summary>
    public Dictionary<string, object?> UserInfo { get; } = [];

    public Signer IdTokenSigner { get; set; } = Signer.Ec("ec");

    /// <summary>Null: the same as the id_token's.</summary>
    public Signer? UserInfoSigner { get; set; }

    /// <summary>What is published, instead of the signer of the id_token.</summary>
    public IReadOnlyList<Signer>? Published { get; set; }

    /// <summary>Answers in the place of the good ones, by path under the issuer.</summary>
    public Dictionary<string, Func<Task<HttpResponseMessage>>> Instead { get; } = [];

    public IReadOnlyList<(string Path, string Body, string? Authorization)> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public string Nonce { get; set; } = string.Empty;

    public static string[] Settings => [$"--FranceConnect:Issuer={Issuer}", $"--FranceConnect:ServiceId={ServiceId}", $"--FranceConnect:ServiceSecret={Secret}"];

    public void Register(IServiceCollection services) => services.AddHttpClient(FranceConnectCalls.HttpName).ConfigurePrimaryHttpMessageHandler(() => new Door(this));

    /// <summary>Makes every answer good again and forgets what was asked.</summary>
    public void PutRight()
    {
        IdToken.Clear();
        UserInfo.Clear();
        Instead.Clear();
        (IdTokenSigner, UserInfoSigner, Published) = (Signer.Ec("ec"), null, null);
        lock (_requests)
        {
            _requests.Clear();
        }
    }

    public int Count(string path) => Requests.Count(one => one.Path == path);

    /// <summary>What stands in the address somebody was sent to.</summary>
    public static Dictionary<string, string> Read(Uri address) => QueryHelpers.ParseQuery(address.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.ToString()[Issuer.Length..];
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_requests)
        {
            _requests.Add((path, body, request.Headers.Authorization?.ToString()));
        }

        return Instead.TryGetValue(path, out var other) ? await other().WaitAsync(cancellationToken) : path switch
        {
            "/.well-known/openid-configuration" => Json(new
            {
                issuer = Issuer,
                authorization_endpoint = Issuer + "/authorize",
                token_endpoint = Issuer + "/token",
                userinfo_endpoint = Issuer + "/userinfo",
                jwks_uri = Issuer + "/jwks",
                end_session_endpoint = Issuer + "/session/end",
            }),
            "/jwks" => Json(new { keys = (Published ?? [IdTokenSigner]).Select(signer => signer.Publish()) }),
            "/token" => Json(new { access_token = AccessToken, token_type = "Bearer", expires_in = 60, id_token = IdTokenSigner.Sign(Claims(IdToken, identity: true)) }),
            "/userinfo" => Text((UserInfoSigner ?? IdTokenSigner).Sign(Claims(UserInfo, identity: false)), "application/jwt"),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    public static HttpResponseMessage Json(object value) => Text(JsonSerializer.Serialize(value), "application/json");

    public static HttpResponseMessage Text(string text, string type) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, type) };

    private Dictionary<string, object?> Claims(Dictionary<string, object?> changes, bool identity)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?> { ["iss"] = Issuer, ["sub"] = Subject, ["aud"] = ServiceId, ["iat"] = now, ["exp"] = now + 60 };
        if (identity)
        {
            (claims["nonce"], claims["acr"]) = (Nonce, "eidas1");
            claims["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(AccessToken)).AsSpan(0, 16));
        }
        else
        {
            (claims["given_name"], claims["family_name"], claims["birthdate"], claims["email"]) = ("Claire Anne", "MOREL", "1984-05-06", "claire@example.org");
        }

        foreach (var (name, value) in changes)
        {
            claims[name] = value;
        }

        return claims.Where(claim => claim.Value is not null).ToDictionary();
    }

    // The factory disposes its handlers; the fake outlives them.
    private sealed class Door(FakeFranceConnect fake) : DelegatingHandler(new Passage(fake));

    private sealed class Passage(FakeFranceConnect fake) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => fake.SendAsync(request, cancellationToken);
    }
}
