using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>Userinfo, revocation (RFC 7009), introspection (RFC 7662), cross-origin calls, and forged identity tokens.</summary>
[Collection(OidcCollection.Name)]
public sealed class OtherEndpointsTests(OidcFixture fixture) : OidcSuite(fixture)
{
    private const string Revocation = "/idp/profile/oidc/revocation";
    private const string Introspection = "/idp/profile/oidc/introspection";

    [Fact]
    public async Task Userinfo_says_why_it_refuses()
    {
        using var browser = Browser();
        var none = new Json(await browser.GetAsync(UserInfoPath));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"oidc\", DPoP realm=\"oidc\", algs=\"ES256 RS256 PS256\""), (none.Status, none.Challenge));
        var wrong = await UserInfoAsync("wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        Assert.Contains("error=\"invalid_token\"", wrong.Challenge, StringComparison.Ordinal);
        var twice = await SendAsync(UserInfoPath, [new("access_token", "a")], new AuthenticationHeaderValue("Bearer", "b"));
        Assert.Equal(HttpStatusCode.BadRequest, twice.Status);
        Assert.Contains("error=\"invalid_request\"", twice.Challenge, StringComparison.Ordinal);
        var service = await ServiceAsync();
        using var person = await PupilBrowserAsync();
        var token = (await TokensAsync(person, service))["access_token"]!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync($"{UserInfoPath}?access_token={token}")).Status);
    }

    [Fact]
    public async Task Revoking_a_refresh_token_kills_everything_and_an_access_token_only_itself()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", "openid offline_access"));
        var revoked = await PostAsync(service, Revocation, ("token", tokens["access_token"]), ("token_type_hint", "refresh_token"));
        Assert.Equal((HttpStatusCode.OK, ""), (revoked.Status, revoked.Page.Body));
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(tokens["access_token"]!)).Status);
        var again = await RefreshAsync(service, tokens["refresh_token"]!);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(service, Revocation, ("token", again["refresh_token"]), ("token_type_hint", "unknown"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(again["access_token"]!)).Status);
        (await RefreshAsync(service, again["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
    }

    [Fact]
    public async Task Revocation_rules()
    {
        var (service, other) = (await ServiceAsync(), await ServiceAsync());
        using var browser = await PupilBrowserAsync();
        var token = (await TokensAsync(browser, service))["access_token"];
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(service, Revocation, ("token", "unknown"))).Status);
        (await PostAsync(service, Revocation)).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T16");
        (await PostAsync(other, Revocation, ("token", token))).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T17");
        (await SendAsync(Revocation, [new("token", token!)], null)).AssertRefused(HttpStatusCode.Unauthorized, "invalid_client", "T01");
        Assert.Equal(HttpStatusCode.OK, (await UserInfoAsync(token!)).Status);
    }

    [Fact]
    public async Task Introspection_tells_a_service_about_its_own_tokens_only()
    {
        var (service, other) = (await ServiceAsync(), await ServiceAsync());
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", "openid offline_access"));
        var access = await PostAsync(service, Introspection, ("token", tokens["access_token"]));
        Assert.Equal(("True", "openid offline_access", service.ClientId, "Bearer"), (access["active"], access["scope"], access["client_id"], access["token_type"]));
        Assert.Equal(Token(tokens["id_token"]!).Subject, access["sub"]);
        Assert.Equal(new DateTimeOffset(Clock.UtcNow).ToUnixTimeSeconds() + 300, access.Root.GetProperty("exp").GetInt64());
        Assert.Equal("True", (await PostAsync(service, Introspection, ("token", tokens["refresh_token"])))["active"]);
        foreach (var token in new[] { tokens["access_token"], tokens["refresh_token"], "unknown" })
        {
            Assert.Equal("""{"active":false}""", (await PostAsync(other, Introspection, ("token", token))).Page.Body);
        }

        var garbage = new string('é', 86); // as long as a refresh token, and none: found by OidcFuzzTests, answered 500 before
        Assert.Equal("""{"active":false}""", (await PostAsync(service, Introspection, ("token", garbage))).Page.Body);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(service, Revocation, ("token", garbage))).Status);
        (await PostAsync(service, Introspection)).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T16");
        (await SendAsync(Introspection, [new("token", "x")], null)).AssertRefused(HttpStatusCode.Unauthorized, "invalid_client", "T01");
    }

    [Fact]
    [Trait("Rule", "S-HD2")]
    public async Task Scripts_of_other_sites_reach_only_what_is_meant_for_them()
    {
        await ServiceAsync();
        Assert.Equal("*", await AllowedAsync(HttpMethod.Get, "/.well-known/openid-configuration", "https://anybody.example"));
        Assert.Equal("*", await AllowedAsync(HttpMethod.Get, "/idp/profile/oidc/keyset", "https://anybody.example"));
        foreach (var path in new[] { TokenPath, UserInfoPath })
        {
            Assert.Equal("https://rp.example", await AllowedAsync(HttpMethod.Options, path, "https://rp.example"));
            Assert.Null(await AllowedAsync(HttpMethod.Options, path, "https://anybody.example"));
            Assert.Null(await AllowedAsync(HttpMethod.Options, path, "null"));
        }

        Assert.Equal("https://rp.example", await AllowedAsync(HttpMethod.Get, UserInfoPath, "https://rp.example"));
        foreach (var path in new[] { Authorize, Logout, Revocation, Introspection })
        {
            Assert.Null(await AllowedAsync(HttpMethod.Options, path, "https://rp.example"));
        }
    }

    [Fact]
    [Trait("Rule", "S-OI4")]
    public async Task Forged_identity_tokens_end_no_session_and_hint_at_nobody()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var token = (await TokensAsync(browser, service))["id_token"]!;
        var keyset = (await browser.GetAsync("/idp/profile/oidc/keyset")).Body;
        var payload = System.Text.Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(token.Split('.')[1]));
        var kid = Token(token).Kid;
        var own = new ECDsaSecurityKey(System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256)) { KeyId = kid };
        var ownJwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(own);
        string[] forged =
        [
            $"{Base64UrlEncoder.Encode("""{"alg":"none"}""")}.{token.Split('.')[1]}.",
            $"{Base64UrlEncoder.Encode($$"""{"alg":"none","kid":"{{kid}}"}""")}.{token.Split('.')[1]}.{token.Split('.')[2]}",
            Signed(payload, new SigningCredentials(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(keyset)) { KeyId = kid }, "HS256")),
            Signed(payload, new SigningCredentials(own, "ES256")),
            Signed(payload, new SigningCredentials(own, "ES256"), new() { ["jwk"] = JsonSerializer.SerializeToElement(new { kty = "EC", crv = "P-256", x = ownJwk.X, y = ownJwk.Y }) }),
            Signed(payload, new SigningCredentials(own, "ES256"), new() { ["jku"] = "https://evil.example/keys" }),
        ];
        foreach (var hint in forged)
        {
            AssertRefused(await AuthorizeAsync(browser, service, ("prompt", "none"), ("id_token_hint", hint)), "invalid_request", "A25");
            using var server = Browser();
            server.Headers["Authorization"] = "Bearer " + hint;
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.GetAsync(Logout)).Status);
        }

        Assert.NotEmpty(await CodeAsync(browser, service, ("prompt", "none"), ("id_token_hint", token)));
    }

    [Fact]
    public async Task A_hint_made_for_another_service_is_refused()
    {
        var (service, other) = (await ServiceAsync(), await ServiceAsync());
        using var browser = await PupilBrowserAsync();
        var token = (await TokensAsync(browser, other))["id_token"]!;
        AssertRefused(await AuthorizeAsync(browser, service, ("id_token_hint", token)), "invalid_request", "A25");
    }

    private static string Signed(string payload, SigningCredentials credentials, Dictionary<string, object>? headers = null)
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return headers is null ? handler.CreateToken(payload, credentials) : handler.CreateToken(payload, credentials, headers);
    }

    private async Task<string?> AllowedAsync(HttpMethod method, string path, string origin)
    {
        using var browser = Browser();
        browser.Headers["Origin"] = origin;
        browser.Headers["Access-Control-Request-Method"] = "POST";
        var page = await browser.SendAsync(() => new(method, App.Address + path));
        Assert.False(page.Response.Headers.Contains("Access-Control-Allow-Credentials"));
        return page.Response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
    }
}
