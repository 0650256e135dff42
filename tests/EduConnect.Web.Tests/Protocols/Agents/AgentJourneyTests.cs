using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Agents.Provider;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Agents;

/// <summary>Agents by the ministry's provider, there and back (domain 12.3): what is asked, who is let in, what works only once, what signing out ends.</summary>
[Trait("Spec", "12.3")]
public sealed class AgentJourneyTests
{
    [Fact]
    public async Task Without_registration_nothing_is_said_of_it()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = AgentBrowser.Html(app);
        Assert.Null((await browser.GetAsync("/agents/connexion")).Document.QuerySelector(AgentVisit.Button));
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync("/agents/retour?code=x&state=y")).Status);
        var page = await browser.GetAsync("/agents/connexion");
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/agents/connexion?handler=Provider", [new("__RequestVerificationToken", token)])).Status);
    }

    [Fact]
    public async Task What_is_asked_there_and_what_the_code_is_redeemed_with()
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        Assert.Equal(["client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "scope", "state"], asked.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("code", FakeMinistry.ServiceId, "S256", "http://localhost/agents/retour"), (asked["response_type"], asked["client_id"], asked["code_challenge_method"], asked["redirect_uri"]));
        Assert.Matches("^[0-9a-f]{64}$", asked["state"]);
        Assert.NotEqual(asked["code_challenge"], (await visit.LeaveAsync(browser))["code_challenge"]);
        visit.Fake.Nonce = asked["nonce"];
        Assert.Equal(HttpStatusCode.OK, (await AgentVisit.ReturnAsync(browser, asked["state"])).Status);
        var redeemed = QueryHelpers.ParseQuery(visit.Fake.Requests.Single(one => one.Path == "/token").Body);
        Assert.Equal(asked["code_challenge"], Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(redeemed["code_verifier"].ToString()))));
        Assert.Equal((FakeMinistry.Secret, "http://localhost/agents/retour"), (redeemed["client_secret"].ToString(), redeemed["redirect_uri"].ToString()));
        Assert.InRange(redeemed["code_verifier"].ToString().Length, 43, 128);
    }

    [Fact]
    public async Task The_button_is_a_form_post_of_ours_that_may_end_there()
    {
        await using var visit = await AgentVisit.StartAsync();
        using var browser = visit.Browser();
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/agents/connexion?handler=Provider", [])).Status);
        Assert.Empty(await visit.OperationalAsync<AgentProviderRequest>());
        var page = await browser.GetAsync("/agents/connexion");
        Assert.Contains("form-action 'self' https://agents.example;", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#12")]
    public async Task A_known_agent_arrives_in_arena_even_in_maintenance(Engine engine)
    {
        await using var visit = await AgentVisit.StartAsync(engine);
        var agent = await visit.AddOperatorAsync();
        visit.App.Stores.ReadOnly.Plan(visit.Clock.UtcNow, visit.Clock.UtcNow.AddHours(1));
        using var browser = visit.Browser();
        var page = await visit.GoAsync(browser);
        Assert.Equal((200, "0;url=/arena"), ((int)page.Status, page.Response.Headers.GetValues("Refresh").Single()));
        Assert.NotNull(page.Document.QuerySelector("main a[href='/arena']"));
        Assert.Contains(page.Response.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("educonnect-agent=", StringComparison.Ordinal) && cookie.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase));
        var session = Assert.Single(await visit.OperationalAsync<Session>());
        Assert.Equal((agent, SessionKind.Agent, "oidc otp"), (session.HolderId, session.Kind, session.Methods));
        var bound = Assert.Single(await visit.OperationalAsync<AgentIdentity>());
        Assert.Equal((agent, FakeMinistry.Issuer, visit.Fake.Subject), (bound.AgentId, bound.Issuer, bound.Subject));
        Assert.Equal(["agent.identity-bound", "agent.signed-in"], (await visit.OperationalAsync<JournalEntry>()).Select(entry => entry.Code).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/exploitation")).Status);
    }

    [Fact]
    public async Task An_answer_works_once_and_in_its_own_browser()
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using var browser = visit.Browser();
        using var thief = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        await visit.AssertRefusedAsync(thief, await AgentVisit.ReturnAsync(thief, asked["state"]), 410, "Cette étape n’est plus ouverte");
        var own = await visit.LeaveAsync(thief);
        await visit.AssertRefusedAsync(thief, await AgentVisit.ReturnAsync(thief, asked["state"]), 410, "Cette étape n’est plus ouverte");
        Assert.NotEqual(own["state"], asked["state"]);
        visit.Fake.Nonce = asked["nonce"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AgentVisit.ReturnAsync(browser, asked["state"]))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(1, visit.Fake.Count("/token"));
        Assert.Single(await visit.OperationalAsync<Session>());
    }

    [Fact]
    public async Task Of_two_tabs_each_redeems_with_its_own_verifier()
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using var browser = visit.Browser();
        var first = await visit.LeaveAsync(browser, "?retour=%2Fexploitation");
        var second = await visit.LeaveAsync(browser);
        Assert.Equal("0;url=/arena", (await AgentVisit.ReturnAsync(browser, second["state"])).Response.Headers.GetValues("Refresh").Single());
        visit.Fake.Nonce = first["nonce"];
        Assert.Equal("0;url=/exploitation", (await AgentVisit.ReturnAsync(browser, first["state"])).Response.Headers.GetValues("Refresh").Single());
        var verifiers = visit.Fake.Requests.Where(one => one.Path == "/token").Select(one => QueryHelpers.ParseQuery(one.Body)["code_verifier"].ToString());
        Assert.Equal(
            [second["code_challenge"], first["code_challenge"]],
            verifiers.Select(verifier => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))));
    }

    [Fact]
    public async Task Nobody_comes_back_after_half_an_hour_and_what_is_left_is_erased()
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        visit.Clock.Advance(TimeSpan.FromMinutes(30));
        await visit.AssertRefusedAsync(browser, await AgentVisit.ReturnAsync(browser, asked["state"]), 410, "Cette étape n’est plus ouverte");
        Assert.Equal(1, await visit.App.WithAsync(services => services.GetRequiredService<AgentProviderRequests>().EraseAsync(TestContext.Current.CancellationToken)));
        Assert.Empty(await visit.OperationalAsync<AgentProviderRequest>());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task The_way_back_is_a_path_of_ours(string address)
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using var browser = visit.Browser();
        var page = await visit.GoAsync(browser, "?retour=" + Uri.EscapeDataString(address));
        Assert.Equal("0;url=/arena", page.Response.Headers.GetValues("Refresh").Single());
    }

    [Theory]
    [InlineData("/.//evil.example")]
    [InlineData("/a/..//evil.example")]
    [InlineData("/%2e//evil.example")]
    [InlineData("/./\\evil.example")]
    [Trait("Rule", "S-OI1")]
    public async Task A_way_back_that_folds_into_another_host_leads_to_ours(string address)
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using var browser = visit.Browser();
        var page = await visit.GoAsync(browser, "?retour=" + Uri.EscapeDataString(address));
        var target = new Uri(new Uri("http://localhost/"), page.Response.Headers.GetValues("Refresh").Single()["0;url=".Length..]);
        Assert.Equal(("localhost", "/arena"), (target.Host, target.PathAndQuery));
    }

    [Fact]
    [Trait("Rule", "S-SE1")]
    public async Task Signing_in_again_ends_the_session_that_was_open_whichever_way()
    {
        await using var visit = await AgentVisit.StartAsync();
        var agent = await visit.AddOperatorAsync();
        using var browser = await visit.EnterAsync();
        Assert.Equal(HttpStatusCode.OK, (await visit.GoAsync(browser)).Status);
        Assert.Null(browser.Cookies.GetAllCookies()["agents-avant"]);
        Assert.Single(await visit.OperationalAsync<Session>(), session => session.EndedAt is null);
        await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields("s.carpentier", AgentBrowser.Password, await AgentBrowser.CodeAsync(visit.App, agent)), "#compte");
        var sessions = await visit.OperationalAsync<Session>();
        Assert.Equal(3, sessions.Count);
        Assert.DoesNotContain("oidc", Assert.Single(sessions, session => session.EndedAt is null).Methods, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/exploitation")).Status);
    }

    [Fact]
    public async Task The_way_back_may_hold_any_letter()
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using var browser = visit.Browser();
        var page = await visit.GoAsync(browser, "?retour=" + Uri.EscapeDataString("/administration?q=é"));
        Assert.Equal("0;url=/administration?q=%C3%A9", page.Response.Headers.GetValues("Refresh").Single());
    }

    [Fact]
    public async Task Signing_out_leads_to_the_provider_with_its_token_and_back()
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using var browser = await visit.EnterAsync();
        var arena = await browser.GetAsync("/arena");
        Assert.Contains("form-action 'self' https://agents.example;", arena.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var left = await browser.SubmitAsync(await browser.GetAsync("/agents/deconnexion"), new Dictionary<string, string>());
        Assert.StartsWith(FakeMinistry.Issuer + "/session/end?", left.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var asked = FakeMinistry.Read(left.Response.Headers.Location);
        Assert.Equal(["id_token_hint", "post_logout_redirect_uri", "state"], asked.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((3, "http://localhost/agents/deconnecte"), (asked["id_token_hint"].Split('.').Length, asked["post_logout_redirect_uri"]));
        Assert.NotNull(Assert.Single(await visit.OperationalAsync<Session>()).EndedAt);
        Assert.Empty(await visit.OperationalAsync<AgentProviderSession>());
        Assert.Equal("/agents/connexion", (await browser.GetAsync("/agents/deconnecte?state=" + asked["state"])).Response.Headers.Location?.ToString());
        Assert.Empty(await visit.OperationalAsync<AgentProviderRequest>());
    }

    [Fact]
    public async Task A_sign_out_is_no_sign_in_and_a_provider_that_is_down_does_not_hold_it_up()
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using var browser = await visit.EnterAsync();
        var left = await browser.SubmitAsync(await browser.GetAsync("/agents/deconnexion"), new Dictionary<string, string>());
        var state = FakeMinistry.Read(left.Response.Headers.Location!)["state"];
        Assert.Equal(HttpStatusCode.Gone, (await AgentVisit.ReturnAsync(browser, state)).Status);

        using var other = await visit.EnterAsync();
        visit.Clock.Advance(TimeSpan.FromMinutes(10));
        visit.Fake.Instead["/.well-known/openid-configuration"] = () => throw new HttpRequestException("refused");
        Assert.Equal(302, (int)(await other.SubmitAsync(await other.GetAsync("/agents/deconnexion"), new Dictionary<string, string>())).Status);
        Assert.All(await visit.OperationalAsync<Session>(), session => Assert.NotNull(session.EndedAt));
    }

    [Fact]
    public async Task A_local_session_signs_out_here_alone()
    {
        await using var visit = await AgentVisit.StartAsync();
        var agent = await visit.AddOperatorAsync();
        using var browser = visit.Browser();
        var entered = await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields("s.carpentier", AgentBrowser.Password, await AgentBrowser.CodeAsync(visit.App, agent)), "#compte");
        Assert.Equal("/arena", entered.Response.Headers.Location?.ToString());
        Assert.DoesNotContain("agents.example", (await browser.GetAsync("/arena")).Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var left = await browser.SubmitAsync(await browser.GetAsync("/agents/deconnexion"), new Dictionary<string, string>());
        Assert.Equal("/agents/connexion", left.Response.Headers.Location?.ToString());
        Assert.Equal(0, visit.Fake.Count("/.well-known/openid-configuration"));
    }

    [Theory]
    [InlineData("Issuer=http://agents.example", "https")]
    [InlineData("Issuer=https://agents.example/", "slash")]
    [InlineData("ServiceSecret=", "ServiceSecret")]
    [InlineData("Scopes=profile", "openid")]
    [InlineData("UsernameClaim=", "UsernameClaim")]
    [InlineData("Timeout=00:10:00", "Timeout")]
    public async Task Settings_that_cannot_work_refuse_to_start(string setting, string word)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(settings: [.. FakeMinistry.Settings, "--Agents:Provider:" + setting]));
        Assert.StartsWith("Agents:Provider: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
    }
}
