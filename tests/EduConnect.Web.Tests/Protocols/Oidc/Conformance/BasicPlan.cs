using System.Net;
using EduConnect.Core.Federation.Registry;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Tests.Protocols.Oidc.Conformance;

/// <summary>oidcc-basic-certification-test-plan, first part: the flow itself. The client is one as the plan registers it: confidential, no PKCE.</summary>
public abstract class BasicPlan(OidcHost host) : OidcSuite(host)
{
    [Fact]
    public async Task oidcc_server()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var page = await AuthorizeAsync(browser, service);
        Assert.StartsWith("https://rp.example/cb?code=", page.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("st4te", App.Address), (Answer(page)["state"], Answer(page)["iss"]));
        var tokens = await RedeemAsync(service, Answer(page)["code"]!);
        Assert.Equal((HttpStatusCode.OK, "Bearer", "300", "openid"), (tokens.Status, tokens["token_type"], tokens["expires_in"], tokens["scope"]));
        Assert.Equal("no-store", tokens.Page.Response.Headers.CacheControl!.ToString());
        var token = Token(tokens["id_token"]!);
        Assert.Equal((App.Address, service.ClientId, "n0nce"), (token.Issuer, token.Audiences.Single(), token.GetPayloadValue<string>("nonce")));
        Assert.Equal(TimeSpan.FromMinutes(5), token.ValidTo - token.IssuedAt);
        Assert.Equal(["pwd"], token.GetPayloadValue<List<string>>("amr"));
        var person = await UserInfoAsync(tokens["access_token"]!);
        Assert.Equal((HttpStatusCode.OK, token.Subject), (person.Status, person["sub"]));
    }

    [Fact]
    public async Task oidcc_response_type_missing()
    {
        var service = await ServiceAsync();
        using var browser = Browser();
        AssertRefused(await AuthorizeAsync(browser, service, ("response_type", null)), "invalid_request", "A11");
    }

    [Theory]
    [InlineData(TokenSigning.RS256)]
    [InlineData(TokenSigning.ES256)]
    public async Task oidcc_idtoken_signature(TokenSigning signing)
    {
        var service = await ServiceAsync(contract => contract.Signing = signing);
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service);
        var keyset = new JsonWebKeySet((await browser.GetAsync("/idp/profile/oidc/keyset")).Body);
        var result = await new Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler().ValidateTokenAsync(tokens["id_token"], new()
        {
            IssuerSigningKeys = keyset.GetSigningKeys(),
            ValidIssuer = App.Address,
            ValidAudience = service.ClientId,
            ValidateLifetime = false,
            ValidAlgorithms = [signing.ToString()],
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.NotEmpty(Token(tokens["id_token"]!).Kid);
    }

    [Fact]
    public async Task oidcc_idtoken_unsigned()
    {
        using var browser = Browser();
        var document = new Json(await browser.GetAsync("/.well-known/openid-configuration"));
        Assert.DoesNotContain("none", document["id_token_signing_alg_values_supported"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task oidcc_codereuse()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var code = await CodeAsync(browser, service);
        var tokens = await RedeemAsync(service, code);
        (await RedeemAsync(service, code)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T08");
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(tokens["access_token"]!)).Status);
    }

    [Fact]
    [Trait("Rule", "S-OI2")]
    public async Task oidcc_codereuse_30seconds()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var code = await CodeAsync(browser, service, ("scope", "openid offline_access"));
        var tokens = await RedeemAsync(service, code);
        Clock.Advance(TimeSpan.FromSeconds(30));
        (await RedeemAsync(service, code)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T08");
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(tokens["access_token"]!)).Status);
        (await RefreshAsync(service, tokens["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
    }

    [Fact]
    public async Task oidcc_alternate_happy_flow()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var redirect = service.Contract.RedirectUris[1];
        var page = await AuthorizeAsync(browser, service, ("redirect_uri", redirect));
        Assert.StartsWith(redirect + "&code=", page.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var tokens = await RedeemAsync(service, Answer(page)["code"]!, ("redirect_uri", redirect));
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
    }

    [Fact]
    public async Task oidcc_refresh_token()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var first = await TokensAsync(browser, service, ("scope", "openid offline_access"));
        Clock.Advance(TimeSpan.FromMinutes(6));
        var second = await RefreshAsync(service, first["refresh_token"]!);
        Assert.Equal((HttpStatusCode.OK, "openid offline_access"), (second.Status, second["scope"]));
        Assert.NotEqual(first["refresh_token"], second["refresh_token"]);
        var (before, after) = (Token(first["id_token"]!), Token(second["id_token"]!));
        Assert.Equal((before.Issuer, before.Subject, before.Audiences.Single()), (after.Issuer, after.Subject, after.Audiences.Single()));
        Assert.Equal(before.GetPayloadValue<long>("auth_time"), after.GetPayloadValue<long>("auth_time"));
        Assert.True(after.IssuedAt > before.IssuedAt);
        Assert.Equal(HttpStatusCode.OK, (await UserInfoAsync(second["access_token"]!)).Status);
    }

    [Fact]
    public async Task oidcc_server_client_secret_post()
    {
        var service = await ServiceAsync(contract => contract.Authentication = ClientAuthenticationMethod.SecretPost);
        using var browser = await PupilBrowserAsync();
        Assert.Equal(HttpStatusCode.OK, (await TokensAsync(browser, service)).Status);
    }

    [Fact]
    public async Task oidcc_ensure_post_request_succeeds()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        Assert.NotNull(Answer(await browser.PostAsync(Authorize, Request(service)))["code"]);

        // A browser posts from another site without the session cookie: the request comes back by GET, where the cookie travels.
        using var stranger = Browser();
        var page = await stranger.PostAsync(Authorize, Request(service));
        Assert.Equal(HttpStatusCode.SeeOther, page.Status);
        Assert.NotNull(Answer(await browser.GetAsync(page.Response.Headers.Location!.ToString()))["code"]);
    }

    [Fact]
    public async Task oidcc_ensure_registered_redirect_uri()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        AssertStays(await AuthorizeAsync(browser, service, ("redirect_uri", "https://rp.example/not-registered")), "A04");
    }

    [Fact]
    public async Task oidcc_ensure_request_object_with_redirect_uri()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        AssertRefused(await AuthorizeAsync(browser, service, ("request", UnsignedObject(service))), "request_not_supported", "A14");
    }

    [Fact]
    public async Task oidcc_ensure_request_with_acr_values_succeeds()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("acr_values", "eleve unknown"));
        Assert.Equal("eleve", Token(tokens["id_token"]!).GetPayloadValue<string>("acr"));
    }

    [Fact]
    public async Task oidcc_ensure_request_with_unknown_parameter_succeeds()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var code = await CodeAsync(browser, service, ("extra", "foobar"));
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(service, code, ("state", ""), ("nonce", "stray"), ("extra", "x"))).Status);
    }

    [Fact]
    public async Task oidcc_ensure_request_with_valid_pkce_succeeds()
    {
        var service = await ServiceAsync(contract => contract.Pkce = PkcePolicy.Required);
        using var browser = await PupilBrowserAsync();
        var code = await CodeAsync(browser, service, ("code_challenge", Challenge), ("code_challenge_method", "S256"));
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(service, code, ("code_verifier", Verifier))).Status);
    }

    [Fact]
    public async Task oidcc_ensure_request_without_nonce_succeeds_for_code_flow()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("nonce", null));
        Assert.False(Token(tokens["id_token"]!).TryGetPayloadValue<string>("nonce", out _));
    }

    [Fact]
    public async Task oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        AssertRefused(await AuthorizeAsync(browser, service, ("request_uri", "https://rp.example/object.jwt")), "request_uri_not_supported", "A15");
    }

    [Fact]
    public async Task oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        AssertRefused(await AuthorizeAsync(browser, service, ("request", UnsignedObject(service))), "request_not_supported", "A14");
    }

    [Fact]
    [Trait("Spec", "RFC 6749 A.5")]
    public async Task A_nonce_that_no_store_can_keep_is_refused()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        AssertRefused(await AuthorizeAsync(browser, service, ("nonce", "n\0nce")), "invalid_request", "A28");
    }

    private static string UnsignedObject(TestService service)
    {
        var payload = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { client_id = service.ClientId, redirect_uri = service.RedirectUri });
        return $"{Base64UrlEncoder.Encode("""{"alg":"none"}""")}.{Base64UrlEncoder.Encode(payload)}.";
    }
}

[Collection(OidcCollection.Name)]
public sealed class BasicPlanOnSqlite(OidcFixture fixture) : BasicPlan(fixture);

[Collection(OidcPostgreSqlCollection.Name)]
public sealed class BasicPlanOnPostgreSql(OidcPostgreSqlFixture fixture) : BasicPlan(fixture);
