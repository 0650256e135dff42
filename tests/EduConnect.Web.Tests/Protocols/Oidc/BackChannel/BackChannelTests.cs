using System.Net;
using System.Net.Http.Headers;
using EduConnect.Core.Federation.Logout;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Saml;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Protocols.Oidc.BackChannel;

/// <summary>Whatever ends a session, the servers of its services are told, each once, and nobody waits for them.</summary>
[Collection(BackChannelCollection.Name)]
[Trait("Rule", "S-OI6")]
public sealed class BackChannelTests(BackChannelFixture fixture) : BackChannelSuite(fixture)
{
    [Fact]
    public async Task Every_service_of_the_session_is_told_after_a_sign_out_here_and_no_other()
    {
        var (first, second, stranger) = (await ListenerAsync(), await ListenerAsync(), await ListenerAsync());
        using var browser = await PupilBrowserAsync();
        using var elsewhere = await PupilBrowserAsync();
        var (given, _, _) = (await TokensAsync(browser, first), await TokensAsync(browser, second), await TokensAsync(elsewhere, stranger));
        await TokensAsync(browser, first);
        await SignOutAsync(browser);
        Assert.Empty(Received(first));
        Assert.Equal(Token(given["id_token"]!).GetClaim("sid").Value, Token(Assert.Single(await ToldAsync(first))).GetClaim("sid").Value);
        Assert.Single(Received(second));
        Assert.Empty(Received(stranger));
    }

    // Whoever signs out is told what stays open (domain 6.6): a service without an address to be told at is named once, and nobody calls it.
    [Fact]
    [Trait("Spec", "domain 6.6")]
    public async Task A_service_that_cannot_be_told_is_named_to_whoever_signs_out()
    {
        var (told, untold, unvisited) = (await ListenerAsync(), await ServiceAsync(one => one.Name = "Cantine du lycée"), await ServiceAsync(one => one.Name = "Jamais ouvert"));
        using var browser = await PupilBrowserAsync();
        var (_, _, _) = (await TokensAsync(browser, told), await TokensAsync(browser, untold), await TokensAsync(browser, untold));
        using var other = await PupilBrowserAsync();
        await TokensAsync(other, told);
        var end = await FollowAsync(browser, await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), new Dictionary<string, string>()));
        Assert.Equal("Vous êtes déconnecté", end.Document.QuerySelector("h1")!.TextContent.Trim());
        Assert.Contains("Ce qui n’a pas pu être fermé", end.Text, StringComparison.Ordinal);
        Assert.Equal(["Cantine du lycée"], end.Document.QuerySelectorAll("main li").Select(item => item.TextContent.Trim()));
        Assert.DoesNotContain(unvisited.Contract.Name, end.Text, StringComparison.Ordinal);
        Assert.Single(await ToldAsync(told));
        var plain = await FollowAsync(other, await other.SubmitAsync(await other.GetAsync("/deconnexion"), new Dictionary<string, string>()));
        Assert.Contains("Vous êtes déconnecté", plain.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ce qui n’a pas pu être fermé", plain.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_out_by_the_server_of_another_service_tells_it()
    {
        var (asking, told) = (await ServiceAsync(), await ListenerAsync());
        using var browser = await PupilBrowserAsync();
        await TokensAsync(browser, told);
        var bearer = new AuthenticationHeaderValue("Bearer", (await TokensAsync(browser, asking))["id_token"]);
        using var server = Browser();
        var answer = await server.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, App.Address + Logout) { Headers = { Authorization = bearer } });
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Single(await ToldAsync(told));
    }

    [Fact]
    public async Task A_sign_out_by_saml_tells_it()
    {
        var (sp, told) = (await SpAsync(), await ListenerAsync());
        using var browser = await PupilBrowserAsync();
        await TokensAsync(browser, told);
        var entered = Response(await SsoAsync(browser, sp));
        await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + sp.Query(LogoutRequest(sp, entered)));
        Assert.Single(await ToldAsync(told));
    }

    [Fact]
    [Trait("Rule", "S-SE5")]
    public async Task A_session_closed_from_another_device_tells_it_and_the_session_that_goes_on_does_not()
    {
        var told = await ListenerAsync();
        var pupil = await PupilAsync();
        using var lost = await SignedInAsync(pupil.Account!);
        using var present = await SignedInAsync(pupil.Account!);
        var sid = Token((await TokensAsync(lost, told))["id_token"]!).GetClaim("sid").Value;
        await TokensAsync(present, told);
        var page = await present.GetAsync("/mon-compte/sessions");
        await present.SubmitAsync(page, new Dictionary<string, string>(), "#autres", "which");
        Assert.Equal(sid, Token(Assert.Single(await ToldAsync(told))).GetClaim("sid").Value);
    }

    [Fact]
    public async Task A_service_that_is_down_is_told_later()
    {
        var told = await ListenerAsync();
        Servers.Answers[told.Contract.BackChannelLogoutUri!] = HttpStatusCode.ServiceUnavailable;
        using var browser = await PupilBrowserAsync();
        await TokensAsync(browser, told);
        await SignOutAsync(browser);
        Assert.Single(await ToldAsync(told));
        Assert.Single(await ToldAsync(told));
        Servers.Answers.Clear();
        Clock.Advance(TimeSpan.FromSeconds(10));
        var tokens = await ToldAsync(told);
        Assert.Equal(2, tokens.Select(token => Token(token).Id).Distinct().Count());
        Clock.Advance(TimeSpan.FromHours(6));
        Assert.Equal(2, (await ToldAsync(told)).Length);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Found)]
    public async Task A_service_that_refuses_is_not_asked_again_and_the_journal_says_so(HttpStatusCode status)
    {
        var told = await ListenerAsync();
        Servers.Answers[told.Contract.BackChannelLogoutUri!] = status;
        var pupil = await PupilAsync();
        using var browser = await SignedInAsync(pupil.Account!);
        await TokensAsync(browser, told);
        await SignOutAsync(browser);
        Assert.Single(await ToldAsync(told));
        Clock.Advance(TimeSpan.FromHours(6));
        Assert.Single(await ToldAsync(told));
        await using var store = App.Operational();
        var entry = await store.Set<JournalEntry>().SingleAsync(one => one.Code == LogoutNotices.FailedCode && one.AccountId == pupil.Account!.Id, Cancellation);
        Assert.Equal($"{{\"service\":\"{told.ClientId}\"}}", entry.Detail);
    }

    [Fact]
    public async Task A_logout_token_passes_for_no_identity_token()
    {
        var told = await ListenerAsync();
        var pupil = await PupilAsync();
        using var browser = await SignedInAsync(pupil.Account!);
        await TokensAsync(browser, told);
        await SignOutAsync(browser);
        var token = Assert.Single(await ToldAsync(told));
        await SignInAsync(browser, pupil.Account!);
        var asked = await browser.GetAsync($"{Logout}?id_token_hint={token}");
        Assert.Contains("Voulez-vous vous déconnecter", asked.Text, StringComparison.Ordinal);
        using var server = Browser();
        var refused = await server.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, App.Address + Logout) { Headers = { Authorization = new("Bearer", token) } });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
    }

    [Fact]
    public async Task A_code_that_was_never_redeemed_leaves_nobody_to_tell()
    {
        var told = await ListenerAsync();
        using var browser = await PupilBrowserAsync();
        await CodeAsync(browser, told);
        await SignOutAsync(browser);
        Assert.Empty(await ToldAsync(told));
    }

    private static async Task SignOutAsync(PageClient browser) =>
        await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), new Dictionary<string, string>());
}
