using System.Net;
using System.Text.Json;
using EduConnect.Core.Federation.Registry;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>Pushed authorization requests (RFC 9126): what the browser carries is an address that works once.</summary>
[Collection(OidcCollection.Name)]
[Trait("Rule", "S-OI1")]
public sealed class PushedRequestTests(OidcFixture fixture) : OidcSuite(fixture)
{
    private const string Par = "/idp/profile/oidc/par";
    private const string Prefix = "urn:ietf:params:oauth:request_uri:";

    [Fact]
    public async Task A_request_is_pushed_and_its_address_leads_to_a_code_once()
    {
        var service = await ServiceAsync(contract => contract.RequiresPushedRequests = true);
        using var browser = await PupilBrowserAsync();
        var pushed = await PushAsync(service, ("state", "kept"), ("scope", "openid profile"));
        Assert.Equal((HttpStatusCode.Created, 60), (pushed.Status, pushed.Root.GetProperty("expires_in").GetInt32()));
        Assert.StartsWith(Prefix, pushed["request_uri"], StringComparison.Ordinal);
        Assert.Equal("no-store", pushed.Page.Response.Headers.CacheControl!.ToString());

        // What the browser adds is not looked at: neither another state, nor another address.
        var answer = Answer(await browser.GetAsync(Address(service, pushed, ("state", "forged"), ("redirect_uri", "https://evil.example/"))));
        Assert.Equal(("kept", false), (answer["state"], answer.ContainsKey("error")));
        var tokens = await RedeemAsync(service, answer["code"]!);
        Assert.Equal("openid profile", tokens["scope"]);
        AssertStays(await browser.GetAsync(Address(service, pushed)), "A07");
    }

    [Fact]
    public async Task Somebody_who_has_to_sign_in_finds_the_request_again_without_its_parameters_in_the_address()
    {
        var service = await ServiceAsync(contract => contract.RequiresPushedRequests = true);
        using var browser = Browser();
        var pushed = await PushAsync(service, ("nonce", "s3cret-nonce"), ("acr_values", "eleve"));
        var signIn = (await browser.GetAsync(Address(service, pushed))).Response.Headers.Location!.ToString();
        Assert.DoesNotContain("s3cret-nonce", signIn, StringComparison.Ordinal);
        Assert.Contains("profil=eleve", signIn, StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromMinutes(10));
        var form = await browser.GetAsync(signIn.Replace("/connexion?", "/connexion/eleve?", StringComparison.Ordinal));
        Assert.Contains("form-action 'self' https://rp.example", form.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        await SignInAsync(browser, (await PupilAsync()).Account!);
        var back = Parse(new Uri(App.Address + signIn).Query)["returnUrl"]!;
        var tokens = await RedeemAsync(service, Answer(await browser.GetAsync(back))["code"]!);
        Assert.Equal("s3cret-nonce", Token(tokens["id_token"]!).GetClaim("nonce").Value);
        AssertStays(await browser.GetAsync(back.Replace("ect_poussee=", "ect_poussee=x", StringComparison.Ordinal)), "A07");
        Clock.Advance(TimeSpan.FromMinutes(61));
        AssertStays(await browser.GetAsync(back), "A07");
    }

    [Fact]
    public async Task Pages_of_ours_carry_a_pushed_request_along()
    {
        var service = await ServiceAsync(contract => (contract.RequiresPushedRequests, contract.Audience) = (true, Audience.Everybody));
        using var browser = await PupilBrowserAsync();
        var page = await browser.GetAsync(Address(service, await PushAsync(service, ("prompt", "consent"))));
        Assert.Contains("demande votre accord", page.Text, StringComparison.Ordinal);
        Assert.True(Answer(await browser.SubmitAsync(page, new Dictionary<string, string>(), button: "oui")).ContainsKey("code"));

        var closed = await ServiceAsync(contract => (contract.RequiresPushedRequests, contract.Audience) = (true, Audience.Guardians));
        page = await browser.GetAsync(Address(closed, await PushAsync(closed)));
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        AssertRefused(await browser.GetAsync(page.Document.QuerySelectorAll("main a.button")[^1].GetAttribute("href")!), "access_denied", "A33");
    }

    [Fact]
    public async Task Only_its_own_service_uses_an_address_and_within_sixty_seconds()
    {
        var (service, other) = (await ServiceAsync(), await ServiceAsync());
        using var browser = await PupilBrowserAsync();
        var pushed = await PushAsync(service);
        AssertStays(await browser.GetAsync(Address(other, pushed)), "A07");
        AssertStays(await browser.GetAsync(QueryHelpers.AddQueryString(Authorize, "request_uri", pushed["request_uri"]!)), "A01");
        Clock.Advance(TimeSpan.FromSeconds(60));
        AssertStays(await browser.GetAsync(Address(service, pushed)), "A07");
        AssertRefused(await AuthorizeAsync(browser, service, ("request_uri", "https://rp.example/r")), "request_uri_not_supported", "A15");
    }

    [Fact]
    public async Task A_service_that_must_push_is_refused_otherwise_and_another_may_do_both()
    {
        var (must, may) = (await ServiceAsync(contract => contract.RequiresPushedRequests = true), await ServiceAsync());
        using var browser = await PupilBrowserAsync();
        AssertRefused(await AuthorizeAsync(browser, must), "invalid_request", "A27");
        Assert.True(Answer(await AuthorizeAsync(browser, may)).ContainsKey("code"));
        Assert.True(Answer(await browser.GetAsync(Address(may, await PushAsync(may)))).ContainsKey("code"));
    }

    [Fact]
    public async Task Wrong_requests_are_refused_at_once_and_strangers_before_that()
    {
        var service = await ServiceAsync();
        (await PushAsync(service, ("redirect_uri", "https://evil.example/"))).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "A04");
        (await PushAsync(service, ("request_uri", Prefix + "x"))).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "P01");
        (await PushAsync(service, ("request", "e30.e30."))).AssertRefused(HttpStatusCode.BadRequest, "request_not_supported", "A14");
        (await PushAsync(service, ("client_id", "another"))).AssertRefused(HttpStatusCode.Unauthorized, "invalid_client", "T01");
        (await SendAsync(Par, Request(service), null)).AssertRefused(HttpStatusCode.Unauthorized, "invalid_client", "T01");
        (await SendAsync(Par, Request(service), Basic(service.ClientId, "wrong"))).AssertRefused(HttpStatusCode.Unauthorized, "invalid_client", "T01");
        (await SendAsync(Par, Request(service).Append(new("scope", "openid")), Basic(service.ClientId, service.Secret))).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "A10");
        (await SendAsync(Par, Request(service).Append(new("client_id", service.ClientId)), Basic(service.ClientId, service.Secret))).AssertRefused(HttpStatusCode.BadRequest, "invalid_request", "P02");
        using var browser = Browser();
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.GetAsync(Par)).Status);
    }

    [Fact]
    public async Task Discovery_says_where()
    {
        using var browser = Browser();
        var document = JsonDocument.Parse((await browser.GetAsync("/.well-known/openid-configuration")).Body).RootElement;
        Assert.Equal(App.Address + Par, document.GetProperty("pushed_authorization_request_endpoint").GetString());
        Assert.False(document.GetProperty("require_pushed_authorization_requests").GetBoolean());
    }

    private Task<Json> PushAsync(TestService service, params (string Name, string? Value)[] changes) =>
        PostAsync(service, Par, [.. Request(service, changes).Select(pair => (pair.Key, (string?)pair.Value))]);

    private static string Address(TestService service, Json pushed, params (string Name, string Value)[] more) => QueryHelpers.AddQueryString(
        Authorize, new Dictionary<string, string?> { ["client_id"] = service.ClientId, ["request_uri"] = pushed["request_uri"] }.Concat(more.Select(one => new KeyValuePair<string, string?>(one.Name, one.Value))));
}
