using System.Net;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>The error of every rule of the token endpoint (RFC 6749 §5.2).</summary>
[Collection(OidcCollection.Name)]
public sealed class TokenEndpointTests(OidcFixture fixture) : OidcSuite(fixture)
{
    [Fact]
    public async Task Form_and_grant_type()
    {
        var service = await ServiceAsync();
        (await PostAsync(service, TokenPath)).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T05");
        (await PostAsync(service, TokenPath, ("grant_type", "password"))).AssertRefused(HttpStatusCode.BadRequest, "unsupported_grant_type", "T06");
        (await PostAsync(service, TokenPath, ("grant_type", "client_credentials"))).AssertRefused(HttpStatusCode.BadRequest, "unsupported_grant_type", "T06");
        (await PostAsync(service, TokenPath, ("grant_type", "authorization_code"))).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T07");
        (await PostAsync(service, TokenPath, ("grant_type", "refresh_token"))).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T13");
        (await SendAsync(TokenPath, [new("grant_type", "a"), new("grant_type", "b")], Basic(service.ClientId, service.Secret)))
            .AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T04");
        using var browser = Browser();
        var json = await browser.SendAsync(() => new(HttpMethod.Post, App.Address + TokenPath) { Content = new StringContent("{}", null, "application/json") });
        new Json(json).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T03");
        var large = await browser.SendAsync(() => new(HttpMethod.Post, App.Address + TokenPath) { Content = new FormUrlEncodedContent([new("x", new string('x', 20_000))]) });
        new Json(large).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T03");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.GetAsync(TokenPath)).Status);
    }

    [Fact]
    [Trait("Rule", "S-OI2")]
    public async Task A_code_lives_sixty_seconds_and_belongs_to_its_service()
    {
        var (service, other) = (await ServiceAsync(), await ServiceAsync());
        using var browser = await PupilBrowserAsync();
        var code = await CodeAsync(browser, service);
        (await RedeemAsync(other, code)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T08");
        Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(service, code)).Status);
        var late = await CodeAsync(browser, service);
        Clock.Advance(TimeSpan.FromSeconds(60));
        (await RedeemAsync(service, late)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T08");
        (await RedeemAsync(service, "unknown")).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T08");
        (await RedeemAsync(service, new string('é', 5000))).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "T03");
    }

    [Theory]
    [InlineData("T09", "redirect_uri", "https://rp.example/other?kept=1")]
    [InlineData("T09", "redirect_uri", "https://rp.example/cb/")]
    [InlineData("T09", "redirect_uri", null)]
    [InlineData("T12", "code_verifier", Verifier)]
    public async Task A_request_that_breaks_a_rule_burns_the_code(string id, string name, string? value)
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var code = await CodeAsync(browser, service);
        (await RedeemAsync(service, code, (name, value))).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", id);
        (await RedeemAsync(service, code)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T08");
    }

    [Theory]
    [Trait("Rule", "S-OI1")]
    [InlineData("T10", null)]
    [InlineData("T11", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX")]
    [InlineData("T11", Challenge)]
    [InlineData("T11", "short")]
    public async Task A_proof_key_needs_its_verifier(string id, string? verifier)
    {
        var service = await ServiceAsync(contract => contract.Pkce = PkcePolicy.Required);
        using var browser = await PupilBrowserAsync();
        var code = await CodeAsync(browser, service, ("code_challenge", Challenge), ("code_challenge_method", "S256"));
        (await RedeemAsync(service, code, ("code_verifier", verifier))).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", id);
    }

    [Fact]
    public async Task The_scope_granted_is_said_and_the_life_is_that_of_the_contract()
    {
        var service = await ServiceAsync(contract => (contract.Scopes, contract.AccessTokenSeconds) = (["openid", "ect.scope.cnx", "ect.scope.stage"], 600));
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", "openid profile ect.scope.cnx ect.scope.stage offline_access"));
        Assert.Equal(("openid ect.scope.cnx ect.scope.stage", "600", (string?)null), (tokens["scope"], tokens["expires_in"], tokens["refresh_token"]));
        Clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(HttpStatusCode.OK, (await UserInfoAsync(tokens["access_token"]!)).Status);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(tokens["access_token"]!)).Status);
    }

    [Fact]
    [Trait("Rule", "S-OI3")]
    public async Task A_refresh_token_used_twice_kills_its_whole_family()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var first = await TokensAsync(browser, service, ("scope", "openid offline_access"));
        var second = await RefreshAsync(service, first["refresh_token"]!);
        var third = await RefreshAsync(service, second["refresh_token"]!);
        Assert.Equal(HttpStatusCode.OK, third.Status);
        (await RefreshAsync(service, first["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
        (await RefreshAsync(service, third["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(third["access_token"]!)).Status);
    }

    [Fact]
    [Trait("Rule", "S-OI3")]
    public async Task Refreshing_ends_twelve_hours_after_the_sign_in_whatever_the_use()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", "openid offline_access"));
        for (var hour = 0; hour < 11; hour++)
        {
            Clock.Advance(TimeSpan.FromHours(1));
            tokens = await RefreshAsync(service, tokens["refresh_token"]!);
            Assert.Equal(HttpStatusCode.OK, tokens.Status);
        }

        Clock.Advance(TimeSpan.FromHours(1));
        (await RefreshAsync(service, tokens["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
    }

    [Fact]
    [Trait("Rule", "S-SE2")]
    [Trait("Rule", "S-SE5")]
    public async Task A_session_at_rest_lets_nobody_in_and_its_service_goes_on_until_the_holder_closes_it()
    {
        var service = await ServiceAsync();
        var account = (await PupilAsync()).Account!;
        using var left = await SignedInAsync(account);
        var tokens = await TokensAsync(left, service, ("scope", "openid offline_access"));
        Clock.Advance(TimeSpan.FromMinutes(40));
        Assert.StartsWith("/connexion", (await left.GetAsync("/portail")).Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var refreshed = await RefreshAsync(service, tokens["refresh_token"]!);
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        using var present = await SignedInAsync(account);
        await present.SubmitAsync(await present.GetAsync("/mon-compte/sessions"), new Dictionary<string, string>(), "#autres", "which");
        (await RefreshAsync(service, refreshed["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
        Assert.Equal(HttpStatusCode.OK, (await present.GetAsync("/portail")).Status);
    }

    [Fact]
    public async Task A_refresh_may_narrow_the_scope_and_never_widen_it()
    {
        var service = await ServiceAsync();
        var other = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", "openid profile offline_access"));
        (await RefreshAsync(service, tokens["refresh_token"]!, ("scope", "openid email"))).AssertRefused(HttpStatusCode.BadRequest, "invalid_scope", "T15");
        (await RefreshAsync(other, tokens["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
        var narrow = await RefreshAsync(service, tokens["refresh_token"]!, ("scope", "openid"));
        Assert.Equal("openid", narrow["scope"]);
        Assert.Null((await UserInfoAsync(narrow["access_token"]!))["family_name"]);
        Assert.Equal("openid profile offline_access", (await RefreshAsync(service, narrow["refresh_token"]!))["scope"]);
    }
}
