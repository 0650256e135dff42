using System.Net;
using System.Text;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Protocols.Oidc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>One sign-out ends all: asked by a service, by OpenID Connect, or here (federation.md a.6).</summary>
[Collection(OidcCollection.Name)]
public sealed class LogoutTests(OidcFixture fixture) : SamlSuite(fixture)
{
    [Fact]
    public async Task A_service_ends_the_session_and_gets_its_answer()
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var entered = Response(await SsoAsync(browser, sp));
        var page = await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + sp.Query(LogoutRequest(sp, entered, id: "_out"), "fini"));
        var (answer, relayState) = Outcome(page);
        Assert.StartsWith(sp.LogoutAddress + "/back?SAMLResponse=", page.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("Success", "_out", sp.LogoutAddress + "/back", "fini"), (answer.Status, answer["/p:LogoutResponse/@InResponseTo"], answer["/p:LogoutResponse/@Destination"], relayState));
        Assert.StartsWith("/connexion", (await browser.GetAsync("/portail")).Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("/connexion", (await SsoAsync(browser, sp)).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_services_are_told_and_whoever_does_not_confirm_is_named()
    {
        var (first, second, silent, deaf) = (await SpAsync(), await SpAsync(), await SpAsync(logout: "HTTP-POST"), await SpAsync(logout: ""));
        using var browser = await PupilBrowserAsync();
        var entered = Response(await SsoAsync(browser, first));
        foreach (var other in new[] { second, silent, deaf })
        {
            Response(await SsoAsync(browser, other));
        }

        var tour = await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + first.Query(LogoutRequest(first, entered), "fini"));
        Assert.Equal((HttpStatusCode.OK, SamlPaths.Tour), (tour.Status, tour.Address.AbsolutePath));
        Assert.StartsWith("/connexion", (await browser.GetAsync("/portail")).Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var frame = new Uri(Assert.Single(tour.Document.QuerySelectorAll("iframe[src]")).GetAttribute("src")!);
        Assert.StartsWith(second.LogoutAddress, frame.ToString(), StringComparison.Ordinal);
        Assert.Equal(silent.LogoutAddress, tour.Document.QuerySelector("main form")!.GetAttribute("action"));
        var policy = tour.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($"frame-src 'self' {string.Join(' ', new[] { second, silent }.Select(one => new Uri(one.LogoutAddress).GetLeftPart(UriPartial.Authority)).Order(StringComparer.Ordinal))};", policy, StringComparison.Ordinal);

        var told = Message(QueryHelpers.ParseQuery(frame.Query)["SAMLRequest"]!);
        Assert.Equal((EntityId, second.LogoutAddress), (told["/p:LogoutRequest/a:Issuer"], told["/p:LogoutRequest/@Destination"]));
        using var framed = Browser();
        var confirmed = await framed.GetAsync(SamlPaths.LogoutByRedirect + "?" + second.Query(ResponseTo(second, told["/p:LogoutRequest/@ID"]!), name: "SAMLResponse"));
        Assert.Equal(HttpStatusCode.OK, confirmed.Status);

        var end = await browser.GetAsync(tour.Document.QuerySelector("main a.button")!.GetAttribute("href")!);
        Assert.Contains("Ces services n’ont pas confirmé votre déconnexion", end.Text, StringComparison.Ordinal);
        Assert.Equal(2, end.Document.QuerySelectorAll("main ul li").Length);
        var (answer, relayState) = Outcome(end.Document.QuerySelector("main a.button")!.GetAttribute("href")!);
        Assert.Equal(("Success PartialLogout", "fini"), (answer.Status, relayState));
    }

    [Fact]
    public async Task When_all_have_confirmed_the_service_that_asked_is_told_at_once()
    {
        var (first, second) = (await SpAsync(), await SpAsync());
        using var browser = await PupilBrowserAsync();
        var entered = Response(await SsoAsync(browser, first));
        Response(await SsoAsync(browser, second));
        var tour = await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + first.Query(LogoutRequest(first, entered)));
        var told = Message(QueryHelpers.ParseQuery(new Uri(tour.Document.QuerySelector("iframe")!.GetAttribute("src")!).Query)["SAMLRequest"]!);
        using var framed = Browser();
        await framed.GetAsync(SamlPaths.LogoutByRedirect + "?" + second.Query(ResponseTo(second, told["/p:LogoutRequest/@ID"]!), name: "SAMLResponse"));
        Assert.Equal("Success", Outcome(await browser.GetAsync(tour.Document.QuerySelector("main a.button")!.GetAttribute("href")!)).Answer.Status);
    }

    [Fact]
    public async Task A_sign_out_by_openid_connect_or_here_tells_them_too_and_then_goes_on()
    {
        var (sp, rp) = (await SpAsync(), await ServiceAsync());
        using var browser = await PupilBrowserAsync();
        Response(await SsoAsync(browser, sp));
        var tokens = await TokensAsync(browser, rp);
        var leaving = QueryHelpers.AddQueryString(Logout, new Dictionary<string, string?> { ["id_token_hint"] = tokens["id_token"], ["post_logout_redirect_uri"] = "https://rp.example/bye", ["state"] = "x" });
        var tour = await FollowAsync(browser, leaving);
        Assert.Equal(SamlPaths.Tour, tour.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(tokens["access_token"]!)).Status);
        var end = await browser.GetAsync(tour.Document.QuerySelector("main a.button")!.GetAttribute("href")!);
        var on = await browser.GetAsync(end.Document.QuerySelector("main a.button")!.GetAttribute("href")!);
        Assert.Equal("https://rp.example/bye?state=x", on.Response.Headers.Location!.ToString());

        using var other = await PupilBrowserAsync();
        Response(await SsoAsync(other, sp));
        var page = await other.GetAsync("/deconnexion");
        page = await other.SubmitAsync(page, new Dictionary<string, string>());
        Assert.StartsWith(SamlPaths.Tour, page.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "SAML Core §1.3.4")]
    public async Task No_request_of_ours_has_the_identifier_of_another_and_each_is_confirmed()
    {
        var (first, second) = (await SpAsync(), await SpAsync());
        using var browser = await PupilBrowserAsync();
        var entered = Response(await SsoAsync(browser, first));
        Response(await SsoAsync(browser, second));
        var tour = await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + first.Query(LogoutRequest(first, entered)));
        var again = await browser.GetAsync(tour.Address.PathAndQuery);
        string Told(Page page) => Message(QueryHelpers.ParseQuery(new Uri(page.Document.QuerySelector("iframe")!.GetAttribute("src")!).Query)["SAMLRequest"]!)["/p:LogoutRequest/@ID"]!;
        Assert.NotEqual(Told(tour), Told(again));
        using var framed = Browser();
        Assert.Equal(HttpStatusCode.OK, (await framed.GetAsync(SamlPaths.LogoutByRedirect + "?" + second.Query(ResponseTo(second, Told(again)), name: "SAMLResponse"))).Status);
        Assert.Equal("Success", Outcome(await browser.GetAsync(tour.Document.QuerySelector("main a.button")!.GetAttribute("href")!)).Answer.Status);
    }

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task A_request_ends_one_session_and_is_not_taken_again()
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var entered = Response(await SsoAsync(browser, sp));
        var request = SamlPaths.LogoutByRedirect + "?" + sp.Query(LogoutRequest(sp, entered));
        Assert.Equal("Success", Outcome(await FollowAsync(browser, request)).Answer.Status);
        AssertStays(await FollowAsync(browser, request), "S18");
    }

    [Fact]
    public async Task A_sign_out_by_saml_ends_the_tokens_of_openid_connect()
    {
        var (sp, rp) = (await SpAsync(), await ServiceAsync());
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, rp);
        var entered = Response(await SsoAsync(browser, sp));
        await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + sp.Query(LogoutRequest(sp, entered)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(tokens["access_token"]!)).Status);
    }

    [Fact]
    public async Task A_form_brings_a_request_as_well_and_the_index_finds_the_session_without_cookies()
    {
        var sp = await SpAsync(logout: "HTTP-POST");
        using var browser = await PupilBrowserAsync();
        var entered = Response(await SsoAsync(browser, sp));
        using var bare = Browser();
        var xml = sp.Sign(LogoutRequest(sp, entered, destination: App.Address + SamlPaths.LogoutByPost));
        var page = await FollowAsync(bare, await bare.PostAsync(SamlPaths.LogoutByPost, [new("SAMLRequest", Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)))]));
        Assert.Equal(sp.LogoutAddress + "/back", page.Form().GetAttribute("action"));
        Assert.StartsWith("/connexion", (await browser.GetAsync("/portail")).Response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task Nobody_can_sign_out_another()
    {
        var (sp, evil) = (await SpAsync(), await SpAsync());
        using var browser = await PupilBrowserAsync();
        using var attacker = await PupilBrowserAsync();
        var victim = Response(await SsoAsync(browser, sp));
        Response(await SsoAsync(browser, evil));
        var own = Response(await SsoAsync(attacker, evil));
        var good = LogoutRequest(sp, victim);
        async Task<Page> SendAsync(string query) => await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + query);
        AssertStays(await SendAsync(sp.Query(good, algorithm: null)), "S10");
        AssertStays(await SendAsync(sp.Query(good, algorithm: TestSp.RsaSha1)), "S09");
        AssertStays(await SendAsync(sp.Query(good, key: evil.Key)), "S09");
        AssertStays(await SendAsync(evil.Query(good)), "S09");
        AssertStays(await SendAsync(sp.Query(good.Replace("NameID", "Name", StringComparison.Ordinal))), "S41");
        AssertStays(await SendAsync(sp.Query(good.Replace("<samlp:LogoutRequest", "<samlp:LogoutRequest NotOnOrAfter=\"2020-01-01T00:00:00Z\"", StringComparison.Ordinal))), "S42");
        AssertStays(await SendAsync(sp.Query(good.Replace("/Redirect/SLO", "/POST/SLO", StringComparison.Ordinal))), "S11");
        AssertStays(await SendAsync(sp.Query(good.Replace("<saml:NameID>", "<saml:NameID><!-- -->", StringComparison.Ordinal))), "S01");
        AssertStays(await SendAsync(sp.Query(sp.Request(Clock.UtcNow, SloAddress))), "S03");
        AssertStays(await browser.GetAsync(SamlPaths.LogoutContinue + "?demande=AAAA"), "S17");
        AssertStays(await browser.GetAsync(SamlPaths.Tour + "?etape=AAAA"), "S17");
        foreach (var wrong in new[] { LogoutRequest(evil, victim), LogoutRequest(evil, own).Replace(own["//a:NameID"]!, victim["//a:NameID"]!, StringComparison.Ordinal), LogoutRequest(evil, own).Replace(own["//a:AuthnStatement/@SessionIndex"]!, victim["//a:AuthnStatement/@SessionIndex"]!, StringComparison.Ordinal) })
        {
            Assert.Equal("Requester UnknownPrincipal", Outcome(await SendAsync(evil.Query(wrong))).Answer.Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/portail")).Status);
    }

    [Fact]
    [Trait("Spec", "domain 6.6")]
    public async Task A_refused_sign_out_says_so_and_offers_to_sign_out_here()
    {
        var (sp, evil) = (await SpAsync(), await SpAsync());
        using var browser = await PupilBrowserAsync();
        var good = LogoutRequest(sp, Response(await SsoAsync(browser, sp)));
        var late = System.Text.RegularExpressions.Regex.Replace(good, "IssueInstant=\"[^\"]+\"", $"IssueInstant=\"{Clock.UtcNow.AddMinutes(3):yyyy-MM-ddTHH:mm:ssZ}\"");
        foreach (var (query, reference) in new[] { (sp.Query(good, key: evil.Key), "S09"), (sp.Query(good, algorithm: null), "S10"), (sp.Query(late), "S12") })
        {
            var page = await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + query);
            AssertStays(page, reference);
            Assert.StartsWith("Déconnexion impossible", page.Title, StringComparison.Ordinal);
            Assert.Equal((OidcPaths.SignOut, "Se déconnecter"), (page.Document.QuerySelector("main a.button")!.GetAttribute("href"), page.Document.QuerySelector("main a.button")!.TextContent.Trim()));
            Assert.DoesNotContain("rien fait de mal", page.Text, StringComparison.Ordinal);
        }

        var entrance = await SendAsync(browser, sp.Query(sp.Request(Clock.UtcNow.AddMinutes(3), SsoAddress)));
        AssertStays(entrance, "S12");
        Assert.Contains("L’heure de la demande n’est pas la bonne", entrance.Text, StringComparison.Ordinal);
        Assert.StartsWith("Connexion au service impossible", entrance.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_libraries_may_sign_with_sha1_if_their_contract_says_so_at_sign_out_only()
    {
        var sp = await SpAsync(contract => contract.Saml!.AcceptsSha1AtSignOut = true);
        using var browser = await PupilBrowserAsync();
        AssertStays(await SendAsync(browser, sp.Query(sp.Request(Clock.UtcNow, SsoAddress), algorithm: TestSp.RsaSha1)), "S09");
        var entered = Response(await SsoAsync(browser, sp));
        Assert.Equal("Success", Outcome(await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + sp.Query(LogoutRequest(sp, entered), algorithm: TestSp.RsaSha1))).Answer.Status);
    }

    [Fact]
    public async Task Without_a_session_it_is_done_already()
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var entered = Response(await SsoAsync(browser, sp));
        using var bare = Browser();
        var anywhere = LogoutRequest(sp, entered).Replace($"<samlp:SessionIndex>{entered["//a:AuthnStatement/@SessionIndex"]}</samlp:SessionIndex>", string.Empty, StringComparison.Ordinal);
        Assert.Equal("Success", Outcome(await FollowAsync(bare, SamlPaths.LogoutByRedirect + "?" + sp.Query(anywhere))).Answer.Status);
        await using var store = App.Operational();
        Assert.True(await store.Set<Session>().AnyAsync(one => one.EndedAt == null, Cancellation));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/portail")).Status);
    }

    private string ResponseTo(TestSp sp, string id) =>
        $"""<samlp:LogoutResponse xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" ID="{TestSp.NewId()}" InResponseTo="{id}" Version="2.0" IssueInstant="{Clock.UtcNow:yyyy-MM-ddTHH:mm:ssZ}" Destination="{SloAddress}"><saml:Issuer>{sp.EntityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>""";

    private static (SamlAnswer Answer, string? RelayState) Outcome(Page page)
    {
        Assert.True(page.Response.Headers.Location is not null, $"{page.Status}: {page.Text}");
        return Outcome(page.Response.Headers.Location!.ToString());
    }

    private static (SamlAnswer Answer, string? RelayState) Outcome(string address)
    {
        var query = QueryHelpers.ParseQuery(new Uri(address).Query);
        return (Message(query["SAMLResponse"]!), query.TryGetValue("RelayState", out var relayState) ? (string?)relayState : null);
    }

    private static SamlAnswer Message(string deflated)
    {
        using var inflater = new System.IO.Compression.DeflateStream(new MemoryStream(Convert.FromBase64String(deflated)), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(inflater);
        return new(string.Empty, reader.ReadToEnd(), string.Empty);
    }
}
