using System.Net;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>Tokens bound to a key of the service (RFC 9449, DPoP): worth nothing without it.</summary>
[Collection(OidcCollection.Name)]
[Trait("Spec", "RFC 9449")]
public sealed class PossessionTests(OidcFixture fixture) : OidcSuite(fixture)
{
    private const string Pushed = "/idp/profile/oidc/par";

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_token_is_bound_to_the_key_that_was_proved(string algorithm)
    {
        using var key = new TestKey(algorithm);
        using var browser = await PupilBrowserAsync();
        var service = await ServiceAsync();
        var tokens = await ExchangeAsync(service, await CodeAsync(browser, service, ("scope", "openid profile offline_access")), ForToken(key));
        Assert.Equal((HttpStatusCode.OK, "DPoP"), (tokens.Status, tokens["token_type"]));
        var token = tokens["access_token"]!;
        Assert.Equal("Inès", (await BoundAsync(token, ForUserInfo(key, token)))["given_name"]);
        AssertChallenged(await UserInfoAsync(token), "Bearer", "invalid_token", "U04");
        var introspected = await PostAsync(service, "/idp/profile/oidc/introspection", ("token", token));
        Assert.Equal(("DPoP", key.Thumbprint), (introspected["token_type"], introspected.Root.GetProperty("cnf").GetProperty("jkt").GetString()));
    }

    [Fact]
    public async Task The_proof_at_userinfo_must_be_there_of_this_key_and_of_this_token()
    {
        using var key = new TestKey();
        using var other = new TestKey();
        using var browser = await PupilBrowserAsync();
        var service = await ServiceAsync();
        var token = (await ExchangeAsync(service, await CodeAsync(browser, service), ForToken(key)))["access_token"]!;
        AssertChallenged(await BoundAsync(token), "DPoP", "invalid_dpop_proof", "U05");
        AssertChallenged(await BoundAsync(token, ForUserInfo(other, token)), "DPoP", "invalid_token", "U06");
        AssertChallenged(await BoundAsync(token, key.Prove("GET", App.Address + UserInfoPath, Clock.UtcNow)), "DPoP", "invalid_dpop_proof", "T21");
        AssertChallenged(await BoundAsync(token, ForUserInfo(key, token + "x")), "DPoP", "invalid_dpop_proof", "T21");
        var used = ForUserInfo(key, token);
        Assert.Equal(HttpStatusCode.OK, (await BoundAsync(token, used)).Status);
        AssertChallenged(await BoundAsync(token, used), "DPoP", "invalid_dpop_proof", "T21");
    }

    [Fact]
    public async Task A_bearer_token_does_not_become_bound_by_the_way_it_is_sent()
    {
        using var key = new TestKey();
        using var browser = await PupilBrowserAsync();
        var token = (await TokensAsync(browser, await ServiceAsync()))["access_token"]!;
        AssertChallenged(await BoundAsync(token, ForUserInfo(key, token)), "DPoP", "invalid_token", "U04");
        Assert.Equal(HttpStatusCode.OK, (await UserInfoAsync(token)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §4.3")]
    public async Task A_proof_that_is_not_exactly_one_gets_no_token_and_leaves_the_code_as_it_was()
    {
        using var key = new TestKey();
        using var other = new TestKey();
        using var small = new TestKey("RS256", 1024);
        using var browser = await PupilBrowserAsync();
        var service = await ServiceAsync();
        var code = await CodeAsync(browser, service);
        string Token(Action<Dictionary<string, object>, Dictionary<string, object>> change) => key.Prove("POST", App.Address + TokenPath, Clock.UtcNow, change: change);
        string[] malformed =
        [
            "x", "a.b.c", "....", new('x', 7_000), ForToken(small), ForToken(key)[..^4] + "AAAA",
            Token((header, _) => header["typ"] = "jwt"), Token((header, _) => header.Remove("jwk")), Token((header, _) => header["jwk"] = "x"),
            Token((header, _) => header["jwk"] = other.Public), Token((header, _) => header["alg"] = "none"), Token((header, _) => header["alg"] = "HS256"),
            Token((header, _) => ((Dictionary<string, object>)(header["jwk"] = key.Public))["d"] = "AAAA"), Token((header, _) => header["jwk"] = new { kty = "oct", k = "AAAA" }), Token((_, payload) => payload["iat"] = "now"),
        ];
        string[] stray =
        [
            Token((_, payload) => payload["htm"] = "GET"), Token((_, payload) => payload["htu"] = App.Address + UserInfoPath), Token((_, payload) => payload["htu"] = "https://evil.example" + TokenPath),
            Token((_, payload) => payload["htu"] = 5), Token((_, payload) => payload.Remove("iat")), Token((_, payload) => payload["iat"] = long.MinValue),
            Token((_, payload) => payload.Remove("jti")), Token((_, payload) => payload["jti"] = new string('j', 201)),
            key.Prove("POST", App.Address + TokenPath, Clock.UtcNow.AddSeconds(-90)), key.Prove("POST", App.Address + TokenPath, Clock.UtcNow.AddSeconds(90)),
        ];
        foreach (var proof in malformed)
        {
            (await ExchangeAsync(service, code, proof)).AssertRefused(HttpStatusCode.BadRequest, "invalid_dpop_proof", "T20");
        }

        foreach (var proof in stray)
        {
            (await ExchangeAsync(service, code, proof)).AssertRefused(HttpStatusCode.BadRequest, "invalid_dpop_proof", "T21");
        }

        (await PostProvedAsync(service, TokenPath, [ForToken(key), ForToken(key)], Exchange(service, code))).AssertRefused(HttpStatusCode.BadRequest, "invalid_dpop_proof", "T20");
        Assert.Equal("DPoP", (await ExchangeAsync(service, code, ForToken(key)))["token_type"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §4.2")]
    public async Task A_certificate_beside_the_numbers_of_a_key_decides_over_nothing()
    {
        using var mine = System.Security.Cryptography.RSA.Create(2048);
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=thief", mine, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(Clock.UtcNow.AddDays(-1)), new DateTimeOffset(Clock.UtcNow.AddDays(1)));
        using var stolen = new TestKey("RS256");
        using var browser = await PupilBrowserAsync();
        var service = await ServiceAsync();
        var proof = stolen.Prove("POST", App.Address + TokenPath, Clock.UtcNow, change: (header, _) => ((Dictionary<string, object>)(header["jwk"] = stolen.Public))["x5c"] = new[] { Convert.ToBase64String(certificate.RawData) });
        var text = proof[..proof.LastIndexOf('.')];
        var forged = $"{text}.{Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(mine.SignData(System.Text.Encoding.ASCII.GetBytes(text), System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1))}";
        var code = await CodeAsync(browser, service);
        (await ExchangeAsync(service, code, forged)).AssertRefused(HttpStatusCode.BadRequest, "invalid_dpop_proof", "T20");
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(service, code, proof)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5")]
    public async Task Refresh_tokens_of_a_public_service_need_its_key_those_of_others_need_their_secret()
    {
        using var key = new TestKey();
        using var other = new TestKey();
        using var browser = await PupilBrowserAsync();
        var open = await ServiceAsync(contract => (contract.Authentication, contract.SecretHash, contract.Pkce) = (ClientAuthenticationMethod.None, null, PkcePolicy.Required));
        var code = await CodeAsync(browser, open, ("scope", "openid offline_access"), ("code_challenge", Challenge), ("code_challenge_method", "S256"));
        var first = await PostProvedAsync(open, TokenPath, [ForToken(key)], [.. Exchange(open, code), ("code_verifier", Verifier)]);
        var refresh = first["refresh_token"]!;
        (await RefreshAsync(open, refresh)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
        (await RenewAsync(open, refresh, other)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
        var second = await RenewAsync(open, refresh, key);
        Assert.Equal((HttpStatusCode.OK, "DPoP"), (second.Status, second["token_type"]));
        (await RenewAsync(open, second["refresh_token"]!, other)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");

        var confidential = await ServiceAsync();
        var tokens = await ExchangeAsync(confidential, await CodeAsync(browser, confidential, ("scope", "openid offline_access")), ForToken(key));
        var renewed = await RenewAsync(confidential, tokens["refresh_token"]!, other);
        Assert.Equal("DPoP", renewed["token_type"]);
        AssertChallenged(await BoundAsync(renewed["access_token"]!, ForUserInfo(key, renewed["access_token"]!)), "DPoP", "invalid_token", "U06");
        Assert.Equal(HttpStatusCode.OK, (await BoundAsync(renewed["access_token"]!, ForUserInfo(other, renewed["access_token"]!))).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §10")]
    public async Task A_code_bound_by_dpop_jkt_needs_the_proof_of_that_key()
    {
        using var key = new TestKey();
        using var other = new TestKey();
        using var browser = await PupilBrowserAsync();
        var service = await ServiceAsync();
        AssertRefused(await AuthorizeAsync(browser, service, ("dpop_jkt", "short")), "invalid_request", "A29");
        foreach (var proofs in new string[][] { [], [ForToken(other)] })
        {
            var lost = await CodeAsync(browser, service, ("dpop_jkt", key.Thumbprint));
            (await PostProvedAsync(service, TokenPath, proofs, Exchange(service, lost))).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T23");
        }

        Assert.Equal("DPoP", (await ExchangeAsync(service, await CodeAsync(browser, service, ("dpop_jkt", key.Thumbprint)), ForToken(key)))["token_type"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §10.1")]
    public async Task A_key_proved_when_a_request_is_pushed_is_the_one_its_code_needs()
    {
        using var key = new TestKey();
        using var other = new TestKey();
        using var browser = await PupilBrowserAsync();
        var service = await ServiceAsync();
        string Push(TestKey by) => by.Prove("POST", App.Address + Pushed, Clock.UtcNow);
        (string, string?)[] request = [.. Request(service).Where(pair => pair.Key != "client_id").Select(pair => (pair.Key, (string?)pair.Value))];
        (await PostProvedAsync(service, Pushed, [Push(other)], [.. request, ("dpop_jkt", key.Thumbprint)])).AssertRefused(HttpStatusCode.BadRequest, "invalid_dpop_proof", "P03");
        (await PostProvedAsync(service, Pushed, [ForToken(key)], request)).AssertRefused(HttpStatusCode.BadRequest, "invalid_dpop_proof", "T21");
        foreach (var (by, status) in new[] { (other, HttpStatusCode.BadRequest), (key, HttpStatusCode.OK) })
        {
            var pushed = await PostProvedAsync(service, Pushed, [Push(key)], request);
            Assert.Equal(HttpStatusCode.Created, pushed.Status);
            var answer = Answer(await browser.GetAsync($"{Authorize}?client_id={service.ClientId}&request_uri={Uri.EscapeDataString(pushed["request_uri"]!)}"));
            Assert.Equal(status, (await ExchangeAsync(service, answer["code"]!, ForToken(by))).Status);
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5.2")]
    public async Task A_service_whose_contract_wants_bound_tokens_gets_no_others()
    {
        using var key = new TestKey();
        using var browser = await PupilBrowserAsync();
        var service = await ServiceAsync(contract => contract.RequiresBoundTokens = true);
        var code = await CodeAsync(browser, service, ("scope", "openid offline_access"));
        (await RedeemAsync(service, code)).AssertRefused(HttpStatusCode.BadRequest, "invalid_dpop_proof", "T22");
        var tokens = await ExchangeAsync(service, code, ForToken(key));
        (await RefreshAsync(service, tokens["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_dpop_proof", "T22");
        Assert.Equal("DPoP", (await RenewAsync(service, tokens["refresh_token"]!, key))["token_type"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5.1")]
    public async Task Discovery_and_browsers_of_registered_origins_know_of_it()
    {
        using var browser = Browser();
        var discovered = new Json(await browser.GetAsync("/.well-known/openid-configuration")).Root;
        Assert.Equal(["ES256", "RS256", "PS256"], discovered.GetProperty("dpop_signing_alg_values_supported").EnumerateArray().Select(one => one.GetString()!));
        await ServiceAsync();
        var preflight = await browser.SendAsync(() =>
        {
            var message = new HttpRequestMessage(HttpMethod.Options, App.Address + TokenPath);
            message.Headers.Add("Origin", "https://rp.example");
            return message;
        });
        Assert.Contains("DPoP", string.Join(',', preflight.Response.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
    }

    private string ForToken(TestKey key) => key.Prove("POST", App.Address + TokenPath, Clock.UtcNow);

    private string ForUserInfo(TestKey key, string token) => key.Prove("GET", App.Address + UserInfoPath, Clock.UtcNow, token);

    private static (string Name, string? Value)[] Exchange(TestService service, string code) => [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", service.RedirectUri)];

    private Task<Json> ExchangeAsync(TestService service, string code, string proof) => PostProvedAsync(service, TokenPath, [proof], Exchange(service, code));

    private Task<Json> RenewAsync(TestService service, string refresh, TestKey key) => PostProvedAsync(service, TokenPath, [ForToken(key)], ("grant_type", "refresh_token"), ("refresh_token", refresh));

    /// <summary>Userinfo with a token that is said to be bound.</summary>
    private Task<Json> BoundAsync(string token, string? proof = null) => UserInfoAsync(token, message =>
    {
        message.Headers.Authorization = new("DPoP", token);
        if (proof is not null)
        {
            message.Headers.TryAddWithoutValidation("DPoP", proof);
        }
    });

    private static void AssertChallenged(Json answer, string scheme, string error, string id)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        var challenge = answer.Page.Response.Headers.WwwAuthenticate.Single(one => one.Scheme == scheme).Parameter!;
        Assert.Contains($"error=\"{error}\"", challenge, StringComparison.Ordinal);
        Assert.Contains($"({id})", challenge, StringComparison.Ordinal);
    }
}
