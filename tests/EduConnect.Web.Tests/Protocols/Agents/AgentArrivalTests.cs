using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Provider;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Agents;

/// <summary>Whom the ministry's provider may bring in, and what the arrival opens: bound subject, second factor, groups (domain §12; rows #6 to #13, #238).</summary>
[Trait("Spec", "12.3")]
public sealed class AgentArrivalTests
{
    private const string NotKnown = "Vous n’avez pas encore accès à ce service";

    [Fact]
    public async Task Unknown_withdrawn_and_another_person_read_the_same()
    {
        await using var visit = await AgentVisit.StartAsync();
        using var browser = visit.Browser();
        await visit.AssertRefusedAsync(browser, await visit.GoAsync(browser), 422, NotKnown);

        var agent = await visit.AddOperatorAsync();
        await ChangeAsync(visit, agent, row => row.DisabledAt = visit.Clock.UtcNow);
        await visit.AssertRefusedAsync(browser, await visit.GoAsync(browser), 422, NotKnown);
        await ChangeAsync(visit, agent, row => row.DisabledAt = null);
        Assert.Empty(await visit.OperationalAsync<AgentIdentity>());

        using (await visit.EnterAsync())
        {
        }

        visit.Fake.Subject = "somebody-else";
        using var other = visit.Browser();
        var page = await visit.GoAsync(other);
        Assert.Equal((422, null), ((int)page.Status, other.Cookies.GetAllCookies()["educonnect-agent"]));
        Assert.Contains(NotKnown, page.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await visit.OperationalAsync<JournalEntry>()).Count(entry => entry.Code == "agent.sign-in-refused" && entry.Detail.Contains("provider: NotKnown", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s.carpentier.autre")]
    [InlineData(42)]
    public async Task Without_the_username_of_an_agent_nobody_is_bound(object? username)
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        visit.Fake.IdToken["preferred_username"] = username;
        using var browser = visit.Browser();
        await visit.AssertRefusedAsync(browser, await visit.GoAsync(browser), 422, NotKnown);
        Assert.Empty(await visit.OperationalAsync<AgentIdentity>());
    }

    [Fact]
    public async Task The_subject_decides_once_it_is_bound_until_an_operator_forgets_it()
    {
        await using var visit = await AgentVisit.StartAsync();
        var agent = await visit.AddOperatorAsync();
        var other = await visit.AddAsync("m.martin", new NewRight(AgentModule.Operations));
        using (await visit.EnterAsync())
        {
        }

        visit.Fake.IdToken["preferred_username"] = "m.martin";
        using (await visit.EnterAsync())
        {
        }

        Assert.All(await visit.OperationalAsync<Session>(), session => Assert.Equal(agent, session.HolderId));
        var forget = visit.App.Services.GetRequiredService<ForgetAgentIdentity>();
        Assert.True(await forget.RunAsync("S.Carpentier", TestContext.Current.CancellationToken));
        Assert.False(await forget.RunAsync("s.carpentier", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<AgentRefusedException>(() => forget.RunAsync("nobody", TestContext.Current.CancellationToken));
        Assert.Contains("agent.identity-forgotten", (await visit.OperationalAsync<JournalEntry>()).Select(entry => entry.Code));
        using (await visit.EnterAsync())
        {
        }

        Assert.Equal(other, Assert.Single(await visit.OperationalAsync<AgentIdentity>()).AgentId);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_many_first_arrivals_at_once_all_are_let_in_and_one_binds(Engine engine)
    {
        await using var visit = await AgentVisit.StartAsync(engine);
        await visit.AddOperatorAsync();
        var enter = visit.App.Services.GetRequiredService<EnterByAgentProvider>();
        var person = new AgentProviderPerson("the-subject", "s.carpentier", true, []);
        var arrivals = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => enter.RunAsync(person, "a.b.c", "192.0.2.1", TestContext.Current.CancellationToken))));
        Assert.All(arrivals, arrival => Assert.Equal(AgentArrivalOutcome.Done, arrival.Outcome));
        Assert.Single(await visit.OperationalAsync<AgentIdentity>());
        Assert.Equal(6, (await visit.OperationalAsync<Session>()).Count);
        Assert.Single(await visit.OperationalAsync<JournalEntry>(), entry => entry.Code == "agent.identity-bound");
    }

    [Theory]
    [InlineData(AgentModule.Administration)]
    [InlineData(AgentModule.Operations)]
    [InlineData(AgentModule.Delegations)]
    [Trait("Row", "#7")]
    public async Task Without_second_factor_a_right_that_needs_one_refuses_and_the_key_is_asked_for(AgentModule module)
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddAsync("s.carpentier", new NewRight(AgentModule.PupilSupport, Uai: "9990001A"), new NewRight(module, Departement: module == AgentModule.Operations ? null : "999"));
        visit.Fake.IdToken["acr"] = "urn:example:password";
        using var browser = visit.Browser();
        var page = await visit.GoAsync(browser);
        await visit.AssertRefusedAsync(browser, page, 422, "Votre clé OTP est nécessaire");
        Assert.Empty(await visit.OperationalAsync<AgentIdentity>());
        var asked = await visit.PressAsync(browser, page);
        Assert.Equal(("login", FakeMinistry.StrongLevel), (asked["prompt"], asked["acr_values"]));
        visit.Fake.IdToken.Clear();
        Assert.Equal(HttpStatusCode.OK, (await AgentVisit.ReturnAsync(browser, asked["state"])).Status);
    }

    [Fact]
    [Trait("Row", "#9")]
    public async Task Without_second_factor_who_helps_pupils_alone_gets_their_support_and_nothing_that_comes_later()
    {
        await using var visit = await AgentVisit.StartAsync();
        await using (var main = visit.App.Main())
        {
            var data = new TestData(main);
            data.School(uai: "9990001A");
            await data.SaveAsync();
        }

        var agent = await visit.AddAsync("s.carpentier", new NewRight(AgentModule.PupilSupport, Uai: "9990001A"));
        visit.Fake.IdToken["acr"] = null;
        visit.Fake.IdToken["amr"] = new[] { "pwd" };
        using var browser = await visit.EnterAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/depannage/9990001A")).Status);
        await using (var main = visit.App.Main())
        {
            main.Add(new AgentRight { Id = Guid.CreateVersion7(), AgentId = agent, Module = AgentModule.Operations, GrantedAt = visit.Clock.UtcNow });
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("/agents/code?retour=%2Fexploitation", (await browser.GetAsync("/exploitation")).Response.Headers.Location?.ToString());
        visit.Fake.IdToken["amr"] = new[] { "pwd", "otp" };
        using var strong = await visit.EnterAsync();
        Assert.Equal(HttpStatusCode.OK, (await strong.GetAsync("/exploitation")).Status);
    }

    [Theory]
    [InlineData("acr", "urn:example:otp-key-of-another")]
    [InlineData("acr", 1)]
    [InlineData("amr", "pwd")]
    [InlineData("amr", 3)]
    public async Task Only_the_values_of_the_settings_prove_a_second_factor(string claim, object value)
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        visit.Fake.IdToken["acr"] = null;
        visit.Fake.IdToken[claim] = value;
        visit.Fake.UserInfo["acr"] = FakeMinistry.StrongLevel;
        using var browser = visit.Browser();
        await visit.AssertRefusedAsync(browser, await visit.GoAsync(browser), 422, "Votre clé OTP est nécessaire");
    }

    [Fact]
    [Trait("Row", "#238")]
    [Trait("Row", "#10")]
    public async Task Groups_give_rights_for_the_session_only_and_only_when_the_settings_name_the_claim()
    {
        string[] groups = ["ECT_ADMIN_999_2D", "ect_stats_dep_999", "ECT_ADMIN_9999_1D", "ECT_OPERATIONS", "ADMIN", string.Empty];
        await using (var without = await AgentVisit.StartAsync())
        {
            await without.AddAsync("s.carpentier", new NewRight(AgentModule.Statistics));
            without.Fake.IdToken["groups"] = groups;
            using var plain = await without.EnterAsync();
            Assert.Equal(HttpStatusCode.NotFound, (await plain.GetAsync("/administration")).Status);
        }

        await using var visit = await AgentVisit.StartAsync(settings: "--Agents:Provider:GroupsClaim=groups");
        await using (var main = visit.App.Main())
        {
            var data = new TestData(main);
            data.School(uai: "9990001A");
            data.School(uai: "9990002B", degree: Core.Schools.Degree.First);
            await data.SaveAsync();
        }

        var agent = await visit.AddAsync("s.carpentier", new NewRight(AgentModule.Statistics));
        visit.Fake.UserInfo["groups"] = groups;
        using var browser = await visit.EnterAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/administration/9990001A")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/administration/9990002B")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/exploitation")).Status);
        await using (var main = visit.App.Main())
        {
            Assert.Single(await main.Set<AgentRight>().Where(right => right.AgentId == agent).ToListAsync(TestContext.Current.CancellationToken));
        }

        using var local = AgentBrowser.Html(visit.App);
        await local.SubmitAsync(await local.GetAsync("/agents/connexion"), AgentBrowser.Fields("s.carpentier", AgentBrowser.Password, await AgentBrowser.CodeAsync(visit.App, agent)), "#compte");
        Assert.Equal(HttpStatusCode.OK, (await local.GetAsync("/arena")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await local.GetAsync("/administration/9990001A")).Status);

        visit.Fake.IdToken["acr"] = null;
        using var weak = visit.Browser();
        Assert.Contains("Votre clé OTP est nécessaire", (await visit.GoAsync(weak)).Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_refused_again_and_again_waits_a_quarter_of_an_hour_and_nobody_else_does()
    {
        await using var visit = await AgentVisit.StartAsync();
        using var browser = visit.Browser();
        for (var i = 0; i < 10; i++)
        {
            await visit.AssertRefusedAsync(browser, await visit.GoAsync(browser), 422, NotKnown);
        }

        var agent = await visit.AddOperatorAsync();
        await visit.AssertRefusedAsync(browser, await visit.GoAsync(browser), 429, "Attendez 15 minutes");
        using var local = AgentBrowser.Html(visit.App);
        var page = await local.SubmitAsync(await local.GetAsync("/agents/connexion"), AgentBrowser.Fields("s.carpentier", AgentBrowser.Password, await AgentBrowser.CodeAsync(visit.App, agent)), "#compte");
        Assert.Equal("/arena", page.Address.AbsolutePath);
        visit.Clock.Advance(TimeSpan.FromMinutes(15));
        using var again = await visit.EnterAsync();
    }

    [Fact]
    public async Task What_is_kept_of_a_session_is_sealed_and_goes_with_it()
    {
        await using var visit = await AgentVisit.StartAsync();
        await visit.AddOperatorAsync();
        using (await visit.EnterAsync())
        {
        }

        var kept = Assert.Single(await visit.OperationalAsync<AgentProviderSession>());
        Assert.Equal(-1, kept.SealedToken.AsSpan().IndexOf("eyJ"u8));
        visit.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal(1, await visit.App.Services.GetRequiredService<AgentProviderSessions>().EraseAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await visit.OperationalAsync<AgentProviderSession>());
    }

    private static async Task ChangeAsync(AgentVisit visit, Guid agent, Action<Agent> change)
    {
        await using var main = visit.App.Main();
        change((await main.FindAsync<Agent>([agent], TestContext.Current.CancellationToken))!);
        await main.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
