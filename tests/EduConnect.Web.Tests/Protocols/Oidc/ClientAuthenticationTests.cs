using System.Net;
using System.Security.Cryptography;
using EduConnect.Core.Federation.Registry;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>How services prove themselves (OpenID Connect Core §9, RFC 6749 §2.3, RFC 7523 §3).</summary>
[Collection(OidcCollection.Name)]
public sealed class ClientAuthenticationTests(OidcFixture fixture) : OidcSuite(fixture)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    [Fact]
    public async Task A_wrong_secret_an_unknown_client_a_closed_one_and_another_way_look_the_same()
    {
        var service = await ServiceAsync();
        var closed = await ServiceAsync(contract => contract.Enabled = false);
        var bodies = new[]
        {
            await SendAsync(TokenPath, Grant(), Basic(service.ClientId, "wrong")),
            await SendAsync(TokenPath, Grant(), Basic("nobody", service.Secret)),
            await SendAsync(TokenPath, Grant(), Basic(closed.ClientId, closed.Secret)),
            await SendAsync(TokenPath, [.. Grant(), new("client_id", service.ClientId), new("client_secret", service.Secret)], null),
            await SendAsync(TokenPath, [.. Grant(), new("client_id", service.ClientId)], null),
            await SendAsync(TokenPath, [.. Grant(), new("client_id", "somebody-else")], Basic(service.ClientId, service.Secret)),
            await SendAsync(TokenPath, Grant(), new("Basic", "!!!")),
            await SendAsync(TokenPath, Grant(), null),
        };
        Assert.All(bodies, answer => answer.AssertRefused(HttpStatusCode.Unauthorized, "invalid_client", "T01"));
        Assert.Single(bodies.Select(answer => (answer.Page.Body, answer.Challenge)).Distinct());
        Assert.StartsWith("Basic ", bodies[0].Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_ways_at_once_are_refused()
    {
        var service = await ServiceAsync();
        var answer = await SendAsync(
            TokenPath, [.. Grant(), new("client_id", service.ClientId), new("client_secret", service.Secret)], Basic(service.ClientId, service.Secret));
        answer.AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T02");
    }

    [Fact]
    public async Task Basic_credentials_are_form_encoded()
    {
        var service = await ServiceAsync(contract => ClientSecret.Rotate(contract, "s:é+ %/", Clock.UtcNow));
        var answer = await SendAsync(TokenPath, Grant(), Basic(service.ClientId, "s:é+ %/"));
        answer.AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T08");
    }

    [Fact]
    public async Task The_former_secret_works_for_a_week_after_a_rotation()
    {
        var service = await ServiceAsync(contract => ClientSecret.Rotate(contract, "new secret", Clock.UtcNow));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(TokenPath, Grant(), Basic(service.ClientId, service.Secret))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(TokenPath, Grant(), Basic(service.ClientId, "new secret"))).Status);
        Clock.Advance(ClientSecret.Overlap);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(TokenPath, Grant(), Basic(service.ClientId, service.Secret))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(TokenPath, Grant(), Basic(service.ClientId, "new secret"))).Status);
    }

    [Fact]
    public async Task A_public_client_proves_itself_by_its_key()
    {
        var service = await ServiceAsync(contract => (contract.Authentication, contract.SecretHash) = (ClientAuthenticationMethod.None, null));
        using var browser = await PupilBrowserAsync();
        AssertRefused(await AuthorizeAsync(browser, service), "invalid_request", "A18");
        var code = await CodeAsync(browser, service, ("code_challenge", Challenge), ("code_challenge_method", "S256"));
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(service, code, ("code_verifier", Verifier))).Status);
        (await PostAsync(service, "/idp/profile/oidc/introspection", ("token", "x"))).AssertRefused(HttpStatusCode.Forbidden, "unauthorized_client", "T18");
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_signed_assertion_is_good_once(string algorithm)
    {
        var (service, key) = await AssertingServiceAsync(algorithm);
        var assertion = Assertion(service, key, algorithm);
        var answer = await SendAsync(TokenPath, With(assertion), null);
        answer.AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T08");
        (await SendAsync(TokenPath, With(assertion), null)).AssertRefused(HttpStatusCode.Unauthorized, "invalid_client", "T01");
    }

    [Theory]
    [InlineData("")]
    [InlineData(TokenPath)]
    [InlineData("/idp/profile/oidc/par")]
    [Trait("Spec", "RFC 9126 §2")]
    public async Task A_pushed_request_may_name_us_in_three_ways(string path)
    {
        var (service, key) = await AssertingServiceAsync("ES256");
        var assertion = Assertion(service, key, "ES256", claims => claims["aud"] = App.Address + path);
        var answer = await SendAsync("/idp/profile/oidc/par", [.. Request(service), new("client_assertion_type", AssertionType), new("client_assertion", assertion)], null);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task Assertions_that_must_not_pass()
    {
        var (service, key) = await AssertingServiceAsync("ES256");
        var (_, stranger) = await AssertingServiceAsync("ES256");
        var bad = new Dictionary<string, string>
        {
            ["another key"] = Assertion(service, stranger, "ES256"),
            ["another audience"] = Assertion(service, key, "ES256", claims => claims["aud"] = "https://elsewhere.example"),
            ["expired"] = Assertion(service, key, "ES256", claims => claims["exp"] = Seconds(-120)),
            ["for too long"] = Assertion(service, key, "ES256", claims => claims["exp"] = Seconds(3600)),
            ["without end"] = Assertion(service, key, "ES256", claims => claims.Remove("exp")),
            ["without identifier"] = Assertion(service, key, "ES256", claims => claims.Remove("jti")),
            ["of another issuer"] = Assertion(service, key, "ES256", claims => claims["iss"] = "other"),
            ["not yet"] = Assertion(service, key, "ES256", claims => claims["nbf"] = Seconds(120)),
            ["unsigned"] = Unsigned(service),
            ["signed with the public key as a secret"] = Confused(service),
            ["rubbish"] = "a.b.c",
        };
        foreach (var (why, assertion) in bad)
        {
            var answer = await SendAsync(TokenPath, With(assertion), null);
            Assert.True(answer.Status is HttpStatusCode.Unauthorized, why);
        }
    }

    private static KeyValuePair<string, string>[] Grant() => [new("grant_type", "authorization_code"), new("code", "x"), new("redirect_uri", "https://rp.example/cb")];

    private static KeyValuePair<string, string>[] With(string assertion) =>
        [.. Grant(), new("client_assertion_type", AssertionType), new("client_assertion", assertion)];

    private async Task<(TestService Service, SecurityKey Key)> AssertingServiceAsync(string algorithm)
    {
        SecurityKey key = algorithm is "ES256" ? new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) : new RsaSecurityKey(RSA.Create(2048));
        key.KeyId = "k1";
        var jwk = JsonWebKeyConverter.ConvertFromSecurityKey(key);
        var json = algorithm is "ES256"
            ? $$"""{"keys":[{"kty":"EC","kid":"k1","crv":"{{jwk.Crv}}","x":"{{jwk.X}}","y":"{{jwk.Y}}"}]}"""
            : $$"""{"keys":[{"kty":"RSA","kid":"k1","n":"{{jwk.N}}","e":"{{jwk.E}}"}]}""";
        var service = await ServiceAsync(contract => (contract.Authentication, contract.PublicKeys, contract.SecretHash) = (ClientAuthenticationMethod.PrivateKeyJwt, json, null));
        return (service, key);
    }

    private string Assertion(TestService service, SecurityKey key, string algorithm, Action<Dictionary<string, object>>? change = null)
    {
        var claims = Claims(service);
        change?.Invoke(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            System.Text.Json.JsonSerializer.Serialize(claims), new SigningCredentials(key, algorithm));
    }

    private Dictionary<string, object> Claims(TestService service) => new()
    {
        ["iss"] = service.ClientId,
        ["sub"] = service.ClientId,
        ["aud"] = App.Address + TokenPath,
        ["exp"] = Seconds(300),
        ["jti"] = Guid.NewGuid().ToString(),
    };

    private string Unsigned(TestService service) =>
        $"{Base64UrlEncoder.Encode("""{"alg":"none"}""")}.{Base64UrlEncoder.Encode(System.Text.Json.JsonSerializer.Serialize(Claims(service)))}.";

    private string Confused(TestService service) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            System.Text.Json.JsonSerializer.Serialize(Claims(service)),
            new SigningCredentials(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(service.Contract.PublicKeys!)) { KeyId = "k1" }, "HS256"));

    private long Seconds(int fromNow) => new DateTimeOffset(Clock.UtcNow).ToUnixTimeSeconds() + fromNow;
}
