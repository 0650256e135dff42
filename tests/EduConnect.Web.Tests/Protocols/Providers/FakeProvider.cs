using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EduConnect.Web.Tests.Protocols.FranceConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Providers;

/// <summary>A provider, driven by hand inside the test: every answer can be made wrong in one point. Sees each request of ours.</summary>
internal abstract class FakeProvider(TimeProvider clock, string issuer, string serviceId) : HttpMessageHandler
{
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

    protected void Register(IServiceCollection services, string httpName) => services.AddHttpClient(httpName).ConfigurePrimaryHttpMessageHandler(() => new Door(this));

    /// <summary>Makes every answer good again and forgets what was asked.</summary>
    public virtual void PutRight()
    {
        IdToken.Clear();
        UserInfo.Clear();
        Instead.Clear();
        (IdTokenSigner, Published) = (Signer.Ec("ec"), null);
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
        var path = request.RequestUri!.ToString()[issuer.Length..];
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_requests)
        {
            _requests.Add((path, body, request.Headers.Authorization?.ToString()));
        }

        return Instead.TryGetValue(path, out var other) ? await other().WaitAsync(cancellationToken) : path switch
        {
            "/.well-known/openid-configuration" => Json(new
            {
                issuer,
                authorization_endpoint = issuer + "/authorize",
                token_endpoint = issuer + "/token",
                userinfo_endpoint = issuer + "/userinfo",
                jwks_uri = issuer + "/jwks",
                end_session_endpoint = issuer + "/session/end",
            }),
            "/jwks" => Json(new { keys = (Published ?? [IdTokenSigner]).Select(signer => signer.Publish()) }),
            "/token" => Json(new { access_token = AccessToken, token_type = "Bearer", expires_in = 60, id_token = IdTokenSigner.Sign(Changed(IdTokenClaims(Basic()), IdToken)) }),
            "/userinfo" => AnswerUserInfo(),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    public static HttpResponseMessage Json(object value) => Text(JsonSerializer.Serialize(value), "application/json");

    public static HttpResponseMessage Text(string text, string type) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, type) };

    /// <summary>The good claims of the id_token.</summary>
    protected abstract Dictionary<string, object?> IdTokenClaims(Dictionary<string, object?> basic);

    /// <summary>The good userinfo, with the changes of <see cref="UserInfo"/>.</summary>
    protected abstract HttpResponseMessage AnswerUserInfo();

    /// <summary>What every token says.</summary>
    protected Dictionary<string, object?> Basic()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return new() { ["iss"] = issuer, ["sub"] = Subject, ["aud"] = serviceId, ["iat"] = now, ["exp"] = now + 60 };
    }

    protected static string HashOfAccessToken => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(AccessToken)).AsSpan(0, 16));

    protected static Dictionary<string, object?> Changed(Dictionary<string, object?> claims, Dictionary<string, object?> changes)
    {
        foreach (var (name, value) in changes)
        {
            claims[name] = value;
        }

        return claims.Where(claim => claim.Value is not null).ToDictionary();
    }

    // The factory disposes its handlers; the fake outlives them.
    private sealed class Door(FakeProvider fake) : DelegatingHandler(new Passage(fake));

    private sealed class Passage(FakeProvider fake) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => fake.SendAsync(request, cancellationToken);
    }
}
