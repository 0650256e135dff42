using System.Net;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Saml;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Tests.Protocols.Oidc.Conformance;

/// <summary>oidcc-rp-initiated-logout-certification-test-plan, and the sign-out by a service's server that exists in the field.</summary>
[Collection(OidcCollection.Name)]
public sealed class LogoutPlan(OidcFixture fixture) : OidcSuite(fixture)
{
    private const string Bye = "https://rp.example/bye";

    [Fact]
    public async Task oidcc_rp_initiated_logout_discovery_endpoint_verification()
    {
        using var browser = Browser();
        var document = new Json(await browser.GetAsync("/.well-known/openid-configuration"));
        Assert.Equal(App.Address + Logout, document["end_session_endpoint"]);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout()
    {
        var (browser, service, hint) = await SignedInAsync();
        var page = await LogoutAsync(browser, ("id_token_hint", hint), ("post_logout_redirect_uri", Bye), ("state", "s1"));
        Assert.Equal(Bye + "?state=s1", page.Response.Headers.Location!.ToString());
        await AssertSignedOutAsync(browser, service);
    }

    [Fact]
    public async Task The_hint_may_be_expired_and_every_token_of_the_session_dies()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", "openid offline_access"));
        Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(HttpStatusCode.OK, (await UserInfoAsync(tokens["access_token"]!)).Status);
        Clock.Advance(TimeSpan.FromMinutes(10));
        var fresh = await TokensAsync(browser, service);
        var page = await LogoutAsync(browser, ("id_token_hint", tokens["id_token"]!), ("post_logout_redirect_uri", Bye));
        Assert.Equal(Bye, page.Response.Headers.Location!.ToString());
        Assert.Contains("\"storage\"", page.Response.Headers.GetValues("Clear-Site-Data").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(fresh["access_token"]!)).Status);
        (await RefreshAsync(service, tokens["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_bad_post_logout_redirect_uri()
    {
        var (browser, service, hint) = await SignedInAsync();
        AssertStays(await LogoutAsync(browser, ("id_token_hint", hint), ("post_logout_redirect_uri", "https://rp.example/elsewhere"), ("state", "s")), "L01");
        Assert.NotEmpty(await CodeAsync(browser, service, ("prompt", "none")));
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri()
    {
        var (browser, _, hint) = await SignedInAsync();
        AssertStays(await LogoutAsync(browser, ("id_token_hint", hint), ("post_logout_redirect_uri", Bye + "?foo=bar")), "L01");
        var registered = await LogoutAsync(browser, ("id_token_hint", hint), ("post_logout_redirect_uri", Bye + "?kept=1"), ("state", "s"));
        Assert.Equal(Bye + "?kept=1&state=s", registered.Response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_modified_id_token_hint()
    {
        var (browser, service, hint) = await SignedInAsync();
        var modified = hint[..^6] + (hint[^6] == 'A' ? 'B' : 'A') + hint[^5..];
        await AssertAsksAsync(browser, service, ("id_token_hint", modified), ("post_logout_redirect_uri", Bye), ("state", "s"));
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_bad_id_token_hint()
    {
        var (browser, service, _) = await SignedInAsync();
        await AssertAsksAsync(browser, service, ("id_token_hint", "not.a.token"), ("post_logout_redirect_uri", Bye), ("state", "s"));
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_id_token_hint()
    {
        var (browser, service, _) = await SignedInAsync();
        await AssertAsksAsync(browser, service, ("post_logout_redirect_uri", Bye), ("state", "s"));
    }

    [Fact]
    public async Task Without_hint_a_client_id_is_enough_to_come_back_once_the_person_has_agreed()
    {
        var (browser, service, _) = await SignedInAsync();
        var page = await LogoutAsync(browser, ("client_id", service.ClientId), ("post_logout_redirect_uri", Bye), ("state", "s"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var left = await browser.SubmitAsync(page, new Dictionary<string, string>(), button: "oui");
        Assert.Equal(Bye + "?state=s", left.Response.Headers.Location!.ToString());
        await AssertSignedOutAsync(browser, service);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_params()
    {
        var (browser, service, _) = await SignedInAsync();
        await AssertAsksAsync(browser, service);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_post_logout_redirect_uri()
    {
        var (browser, service, hint) = await SignedInAsync();
        await AssertEndsAsync(browser, service, await LogoutAsync(browser, ("id_token_hint", hint), ("state", "s")));
        await AssertSignedOutAsync(browser, service);
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_no_state()
    {
        var (browser, _, hint) = await SignedInAsync();
        var page = await LogoutAsync(browser, ("id_token_hint", hint), ("post_logout_redirect_uri", Bye));
        Assert.Equal(Bye, page.Response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task oidcc_rp_initiated_logout_only_state()
    {
        var (browser, service, _) = await SignedInAsync();
        await AssertAsksAsync(browser, service, ("state", "s"));
    }

    [Fact]
    [Trait("Rule", "S-OI6")]
    public async Task A_hint_of_another_person_or_of_another_client_asks()
    {
        var (_, service, hint) = await SignedInAsync();
        var (browser, other, _) = await SignedInAsync();
        Assert.Contains("Voulez-vous vous déconnecter", (await LogoutAsync(browser, ("id_token_hint", hint))).Text, StringComparison.Ordinal);
        AssertStays(await LogoutAsync(browser, ("id_token_hint", hint), ("client_id", other.ClientId)), "L03");
        Assert.NotEmpty(await CodeAsync(browser, service, ("prompt", "none")));
    }

    [Fact]
    [Trait("Rule", "S-HD3")]
    public async Task Another_site_cannot_press_the_button()
    {
        var (browser, service, _) = await SignedInAsync();
        var page = await browser.PostAsync(Logout, [new("ect_confirme", "oui")]);
        Assert.Contains("Voulez-vous vous déconnecter", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(await CodeAsync(browser, service, ("prompt", "none")));
    }

    [Fact]
    public async Task A_service_s_server_ends_the_session_with_the_identity_token_as_bearer()
    {
        var (browser, service, hint) = await SignedInAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await ServerLogoutAsync(hint)).Status);
        await AssertSignedOutAsync(browser, service);
        Assert.Equal(HttpStatusCode.NoContent, (await ServerLogoutAsync(hint)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ServerLogoutAsync(hint[..^4] + "AAAA")).Status);
    }

    private async Task<Page> ServerLogoutAsync(string token)
    {
        using var server = Browser();
        server.Headers["Authorization"] = "Bearer " + token;
        return await server.GetAsync(Logout);
    }

    private async Task<(PageClient Browser, TestService Service, string Hint)> SignedInAsync()
    {
        var service = await ServiceAsync();
        var browser = await PupilBrowserAsync();
        return (browser, service, (await TokensAsync(browser, service))["id_token"]!);
    }

    private static Task<Page> LogoutAsync(PageClient browser, params (string Name, string Value)[] values) =>
        browser.GetAsync(QueryHelpers.AddQueryString(Logout, values.ToDictionary(pair => pair.Name, pair => (string?)pair.Value)));

    /// <summary>The page asks; nothing has ended; after the button the session is over and the browser is still here.</summary>
    private async Task AssertAsksAsync(PageClient browser, TestService service, params (string Name, string Value)[] values)
    {
        var page = await LogoutAsync(browser, values);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Voulez-vous vous déconnecter", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(await CodeAsync(browser, service, ("prompt", "none")));
        await AssertEndsAsync(browser, service, await browser.SubmitAsync(page, new Dictionary<string, string>(), button: "oui"));
        await AssertSignedOutAsync(browser, service);
    }

    /// <summary>The browser stays here, on the page that says it is done and names the service: it has no address to be told at (domain 6.6).</summary>
    private static async Task AssertEndsAsync(PageClient browser, TestService service, Page left)
    {
        var end = left.Response.Headers.Location!.ToString();
        Assert.StartsWith(SamlPaths.TourEnd, end, StringComparison.Ordinal);
        var page = await browser.GetAsync(end);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Vous êtes déconnecté", page.Text, StringComparison.Ordinal);
        Assert.Contains(service.Contract.Name, page.Text, StringComparison.Ordinal);
    }

    private async Task AssertSignedOutAsync(PageClient browser, TestService service) =>
        AssertRefused(await AuthorizeAsync(browser, service, ("prompt", "none")), "login_required", "A30");
}
