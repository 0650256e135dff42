using EduConnect.Core.FranceConnect;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Protocols.Oidc;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>Signing out: here first, then there, with the whole id_token; the state decides where one comes back to (federation reference d.7).</summary>
public sealed class SignOutTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task Whoever_came_by_FranceConnect_is_signed_out_here_and_then_there()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        await visit.GoAsync(browser);
        var portal = await browser.GetAsync("/portail");
        Assert.Contains("form-action 'self' https://fc.example;", portal.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var kept = Assert.Single(await visit.Family.OperationalAsync<FranceConnectToken>());
        Assert.DoesNotContain("eyJ", System.Text.Encoding.Latin1.GetString(kept.Sealed), StringComparison.Ordinal);

        var left = await LeaveAsync(browser);
        var address = left.Response.Headers.Location!;
        Assert.StartsWith(FakeFranceConnect.Issuer + "/session/end?", address.ToString(), StringComparison.Ordinal);
        var asked = FakeFranceConnect.Read(address);
        Assert.Equal(["id_token_hint", "post_logout_redirect_uri", "state"], asked.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, asked["id_token_hint"].Split('.').Length);
        Assert.Equal("http://localhost/franceconnect/deconnecte", asked["post_logout_redirect_uri"]);
        Assert.Matches("^[0-9a-f]{64}$", asked["state"]);
        Assert.All(await visit.Family.OperationalAsync<Session>(), session => Assert.NotNull(session.EndedAt));
        Assert.Empty(await visit.Family.OperationalAsync<FranceConnectToken>());

        var back = await browser.GetAsync("/franceconnect/deconnecte?state=" + asked["state"]);
        Assert.Equal("/deconnexion", back.Response.Headers.Location?.ToString());
        Assert.Contains("Vous êtes déconnecté", (await browser.GetAsync("/deconnexion")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_came_by_password_stays_here()
    {
        await using var visit = await Visit.StartAsync();
        await visit.Family.ActivateAsync(visit.Claire);
        using var browser = visit.Browser();
        await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.DoesNotContain("fc.example", (await browser.GetAsync("/portail")).Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await LeaveAsync(browser)).Status);
    }

    [Fact]
    public async Task The_token_of_another_person_in_the_same_browser_is_not_used()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        await visit.GoAsync(browser);
        var claire = browser.Cookies.GetAllCookies()["session"]!.Value;

        // Somebody else goes there in the same browser; the session of the first one is still open.
        visit.Fake.Subject = new string('c', 64) + "v1";
        await visit.GoAsync(browser);
        browser.Cookies.GetAllCookies()["session"]!.Value = claire;
        Assert.Equal(200, (int)(await LeaveAsync(browser)).Status);
        Assert.Single(await visit.Family.OperationalAsync<FranceConnectToken>());
    }

    [Fact]
    public async Task A_state_that_is_not_ours_leads_nowhere()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        Assert.Equal("/deconnexion", (await browser.GetAsync("/franceconnect/deconnecte?state=" + new string('0', 64))).Response.Headers.Location?.ToString());
        Assert.Equal("/deconnexion", (await browser.GetAsync("/franceconnect/deconnecte?state=" + asked["state"])).Response.Headers.Location?.ToString());
        Assert.Equal("/deconnexion", (await browser.GetAsync("/franceconnect/deconnecte")).Response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task When_FranceConnect_cannot_be_found_one_is_signed_out_here_all_the_same()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        visit.Fake.Instead["/.well-known/openid-configuration"] = () => Task.FromResult(FakeFranceConnect.Json(new
        {
            issuer = FakeFranceConnect.Issuer,
            authorization_endpoint = FakeFranceConnect.Issuer + "/authorize",
            token_endpoint = FakeFranceConnect.Issuer + "/token",
            userinfo_endpoint = FakeFranceConnect.Issuer + "/userinfo",
            jwks_uri = FakeFranceConnect.Issuer + "/jwks",
        }));
        using var browser = visit.Browser();
        await visit.GoAsync(browser);
        var page = await LeaveAsync(browser);
        Assert.Contains("Vous êtes déconnecté", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_asks_for_sign_out_gets_its_person_back_after_FranceConnect()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        var contract = TestService.Everything("leaving-service");
        contract.PostLogoutRedirectUris = ["https://rp.example/bye"];
        await using (var main = visit.Family.App.Main())
        {
            main.Add(contract);
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var browser = visit.Browser();
        await visit.GoAsync(browser);
        const string request = "/idp/profile/oidc/logout?client_id=leaving-service&post_logout_redirect_uri=https%3A%2F%2Frp.example%2Fbye&state=xyz";
        var confirm = await browser.GetAsync(request);
        var left = await browser.SubmitAsync(confirm, Nothing, button: "oui");
        var asked = FakeFranceConnect.Read(left.Response.Headers.Location!);
        Assert.NotEmpty(asked["id_token_hint"]);
        var back = await browser.GetAsync("/franceconnect/deconnecte?state=" + asked["state"]);
        var gone = await browser.GetAsync(back.Response.Headers.Location!.ToString());
        Assert.Equal("https://rp.example/bye?state=xyz", gone.Response.Headers.Location?.ToString());
    }

    private static async Task<Page> LeaveAsync(PageClient browser) => await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), Nothing);
}
