using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Core.Agents.Provider;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Operators;

/// <summary>Agents, groups and rights on the operators' pages (rows #227 and #238, domain §12): found, added, given, taken back, closed.</summary>
[Trait("Row", "#238")]
public abstract class AgentPagesTests(Engine engine) : IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;
    private string _uai = string.Empty;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(engine, clock: _clock);
        await using var db = _app.Main();
        var data = new TestData(db);
        _uai = data.School().Uai;
        await data.SaveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task They_are_found_by_name_username_school_and_group()
    {
        await AddAsync("m.martin", "Mme Martin", new NewRight(AgentModule.Administration, Uai: _uai));
        await AddAsync("p.assist", "Assistance", NewRight.OfGroup("ECT_ADMIN_045_1D"));
        await AddAsync("s.stats", "Élise Stats", NewRight.OfGroup("ECT_STATS_DEP_045"), new NewRight(AgentModule.PupilSupport, Uai: _uai, EndsAt: _clock.UtcNow.AddDays(1)));
        using var agent = await SignInAsync();
        async Task<string> FindAsync(string search) => string.Join(' ', (await agent.GetAsync("/exploitation/agents?q=" + Uri.EscapeDataString(search))).Document.QuerySelectorAll("main td[data-label=Identifiant]").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("m.martin operator p.assist s.stats", await FindAsync(""));
        Assert.Equal("m.martin", await FindAsync("MARTIN"));
        Assert.Equal("s.stats", await FindAsync("Élise"));
        Assert.Equal("m.martin s.stats", await FindAsync(_uai.ToLowerInvariant()));
        Assert.Equal("p.assist", await FindAsync("ect_admin_045_1d"));
        Assert.Equal("s.stats", await FindAsync("ECT_STATS_DEP_045"));
        Assert.Equal("", await FindAsync("% _"));
        _clock.Advance(TimeSpan.FromDays(2));
        using var later = await SignInAsync("later");
        Assert.Equal("m.martin", string.Join(' ', (await later.GetAsync("/exploitation/agents?q=" + _uai)).Document.QuerySelectorAll("main td[data-label=Identifiant]").Select(cell => cell.TextContent.Trim())));
        Assert.Contains("MétéoStats, ECT_STATS_DEP_045", (await later.GetAsync("/exploitation/agents?q=s.stats")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_is_added_and_the_secrets_are_shown_once_and_open_the_door()
    {
        using var agent = await SignInAsync();
        var form = await agent.GetAsync("/exploitation/agents/ajouter");
        var refused = await agent.SubmitAsync(form, new Dictionary<string, string> { ["Username"] = "operator", ["DisplayName"] = "A. Leroux", ["Right.Kind"] = "chef", ["Right.Where"] = _uai });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Un agent a déjà cet identifiant.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Choisissez un droit.", (await agent.SubmitAsync(form, new Dictionary<string, string> { ["Username"] = "a", ["DisplayName"] = "A" })).Text, StringComparison.Ordinal);
        var empty = await agent.SubmitAsync(form, new Dictionary<string, string>());
        Assert.Equal(3, empty.Document.QuerySelectorAll("#erreurs a").Length);
        Assert.Contains("Choisissez un droit.", empty.Text, StringComparison.Ordinal);
        Assert.Contains("Il n’a alors pas besoin du droit ci-dessous.", empty.Text, StringComparison.Ordinal);
        var done = await agent.SubmitAsync(form, new Dictionary<string, string> { ["Username"] = "A.Leroux", ["DisplayName"] = "A. Leroux", ["WorksAt"] = _uai, ["Right.Kind"] = "chef", ["Right.Where"] = _uai.ToLowerInvariant() });
        Assert.True(done.Response.Headers.CacheControl!.NoStore);
        var secrets = done.Document.QuerySelectorAll("main dd").Select(one => one.TextContent.Trim()).ToList();
        Assert.Equal("a.leroux", secrets[0]);
        var added = await OneAsync("a.leroux");
        var code = Totp.Code(_app.Services.GetRequiredService<AgentSeeds>().Open(added.Id, added.TotpSeed)!, Totp.StepAt(_clock.UtcNow));
        using var browser = AgentBrowser.Html(_app);
        Assert.Equal("/arena", (await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields("a.leroux", secrets[1], code))).Address.AbsolutePath);
        Assert.DoesNotContain(secrets[1], (await agent.GetAsync($"/exploitation/agents/{added.Id}")).Body, StringComparison.Ordinal);
        await using var db = _app.Main();
        var trail = await db.Set<AuditEvent>().SingleAsync(row => row.Code == "agent.added" && row.Detail.StartsWith("a.leroux"), Cancellation);
        Assert.Equal((ActorKind.Operator, (await OneAsync("operator")).Id.ToString()), (trail.ActorKind, trail.ActorId));
        Assert.DoesNotContain(secrets[1], trail.Detail, StringComparison.Ordinal);
        Assert.Equal([AgentModule.Administration, AgentModule.PupilSupport], (await db.Set<AgentRight>().Where(right => right.AgentId == added.Id).Select(right => right.Module).ToListAsync(Cancellation)).Order());
    }

    [Fact]
    [Trait("Row", "#227")]
    public async Task A_group_is_given_until_a_day_and_taken_back_and_the_trail_says_who_did_it()
    {
        var id = await AddAsync("m.martin", "Mme Martin");
        using var agent = await SignInAsync();
        var form = await agent.GetAsync($"/exploitation/agents/{id}/donner");
        foreach (var (kind, where, end, words) in ((string, string, string, string)[])
            [("groupe", "ECT_ADMIN_45_1D", "", "Saisissez un groupe comme"), ("etablissement", "9999999Z", "", "n’a cet UAI"), ("etablissement", "abc", "", "sept chiffres"), ("ien", "045", "", "Saisissez la circonscription"),
             ("groupe", "", "", "Saisissez le nom du groupe"), ("groupe", "ECT_ADMIN_045_1D", "2026-11-19", "Choisissez un jour à venir."), ("groupe", "ECT_ADMIN_045_1D", "demain", "Saisissez une date"), ("tout", "x", "", "Choisissez un droit.")])
        {
            var again = await agent.SubmitAsync(form, Fields(kind, where, end));
            Assert.Equal((where, HttpStatusCode.UnprocessableEntity), (where, again.Status));
            Assert.Contains(words, again.Text, StringComparison.Ordinal);
        }

        var done = await agent.SubmitAsync(form, Fields("groupe", "ect_admin_045_1d", "2026-12-31"));
        Assert.Contains("Le droit est donné.", done.Text, StringComparison.Ordinal);
        Assert.Contains("Administration des comptes, ECT_ADMIN_045_1D 20-11-2026 31-12-2026 Exploitation Retirer", Words(done.Document.QuerySelector("main tbody tr")!), StringComparison.Ordinal);
        Assert.Contains("Rien n’a changé", (await agent.SubmitAsync(form, Fields("groupe", "ECT_ADMIN_045_1D", "2026-12-31"))).Text, StringComparison.Ordinal);
        Assert.Contains("Le droit est donné.", (await agent.SubmitAsync(form, Fields("groupe", "ECT_ADMIN_045_1D", ""))).Text, StringComparison.Ordinal);
        await using (var db = _app.Main())
        {
            Assert.Equal(1, (await db.Set<AgentRight>().Where(right => right.AgentId == id).ToListAsync(Cancellation)).Count(right => right.IsInForce(_clock.UtcNow)));
        }

        var page = await agent.GetAsync($"/exploitation/agents/{id}");
        var confirm = await agent.GetAsync(page.Document.QuerySelector("main tbody a")!.GetAttribute("href")!);
        Assert.Contains("ECT_ADMIN_045_1D", confirm.Text, StringComparison.Ordinal);
        Assert.Contains("Le droit est retiré.", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Contains("Rien n’a changé", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        await using var after = _app.Main();
        var trail = await after.Set<AuditEvent>().Where(row => row.Code == GiveRight.Code || row.Code == WithdrawRight.Code).OrderBy(row => row.Id).ToListAsync(Cancellation);
        Assert.Equal([GiveRight.Code, GiveRight.Code, WithdrawRight.Code], trail.Select(row => row.Code));
        Assert.All(trail, row => Assert.Equal((ActorKind.Operator, "m.martin: Administration 045 First"), (row.ActorKind, row.Detail)));
    }

    [Fact]
    public async Task A_closed_agent_is_out_at_the_next_page_and_operators_do_not_lock_themselves_out()
    {
        using var other = await AgentBrowser.SignInAsync(_app, "m.martin", new NewRight(AgentModule.Administration, Uai: _uai));
        var id = (await OneAsync("m.martin")).Id;
        using var agent = await SignInAsync();
        var confirm = await agent.GetAsync($"/exploitation/agents/{id}/fermer");
        Assert.Contains("Le compte est fermé.", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Equal("/agents/connexion", (await other.GetAsync("/arena")).Address.AbsolutePath);
        Assert.Contains("Fermé depuis le 20-11-2026", (await agent.GetAsync($"/exploitation/agents/{id}")).Text, StringComparison.Ordinal);
        Assert.Contains("Rien n’a changé", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Contains("Le compte est rouvert.", (await agent.SubmitAsync(await agent.GetAsync($"/exploitation/agents/{id}/rouvrir"), new Dictionary<string, string>())).Text, StringComparison.Ordinal);

        var me = (await OneAsync("operator")).Id;
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/exploitation/agents/{me}/fermer")).Status);
        var own = await agent.GetAsync($"/exploitation/agents/{me}");
        Assert.DoesNotContain(own.Document.QuerySelectorAll("main a"), link => link.TextContent.Contains("Retirer", StringComparison.Ordinal) || link.TextContent.Contains("Fermer", StringComparison.Ordinal));
        await using var db = _app.Main();
        var right = await db.Set<AgentRight>().SingleAsync(one => one.AgentId == me, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.SubmitAsync(await agent.GetAsync($"/exploitation/agents/{me}/retirer/{right.Id}"), new Dictionary<string, string>())).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/exploitation/agents/{id}/retirer/{right.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/exploitation/agents/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task Whoever_lost_password_and_telephone_gets_new_ones_once_and_the_old_ones_open_nothing()
    {
        using var browser = await AgentBrowser.SignInAsync(_app, "m.martin", new NewRight(AgentModule.Administration, Uai: _uai));
        var before = await OneAsync("m.martin");
        using var agent = await SignInAsync();
        var form = await agent.GetAsync($"/exploitation/agents/{before.Id}/secrets");
        var alone = await agent.SubmitAsync(form, new Dictionary<string, string>());
        Assert.Equal(2, alone.Document.QuerySelectorAll("main dd").Length);
        Assert.Equal(before.TotpSeed, (await OneAsync("m.martin")).TotpSeed);
        Assert.Equal("/agents/connexion", (await browser.GetAsync("/arena")).Address.AbsolutePath);
        var done = await agent.SubmitAsync(form, new Dictionary<string, string> { ["WithSeed"] = "true" });
        Assert.True(done.Response.Headers.CacheControl!.NoStore);
        var secrets = done.Document.QuerySelectorAll("main dd").Select(one => one.TextContent.Trim()).ToList();
        var seeds = _app.Services.GetRequiredService<AgentSeeds>();
        var (old, seed) = (seeds.Open(before.Id, before.TotpSeed)!, seeds.Open(before.Id, (await OneAsync("m.martin")).TotpSeed)!);
        Assert.Equal(("m.martin", Totp.ToBase32(seed)), (secrets[0], secrets[2]));
        _clock.Advance(TimeSpan.FromMinutes(1));
        async Task<string> EnterAsync(byte[] key) =>
            (await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields("m.martin", secrets[1], Totp.Code(key, Totp.StepAt(_clock.UtcNow))))).Address.AbsolutePath;
        Assert.Equal("/agents/connexion", await EnterAsync(old));
        Assert.Equal("/arena", await EnterAsync(seed));

        var me = (await OneAsync("operator")).Id;
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/exploitation/agents/{me}/secrets")).Status);
        Assert.DoesNotContain("Donner un nouveau mot de passe", (await agent.GetAsync($"/exploitation/agents/{me}")).Text, StringComparison.Ordinal);
        await using var db = _app.Main();
        Assert.Equal(["m.martin", "m.martin: with the key of one-time codes"], await db.Set<AuditEvent>().Where(row => row.Code == GiveAgentSecrets.Code).OrderBy(row => row.Id).Select(row => row.Detail).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Who_changes_school_keeps_what_operators_gave_and_loses_what_the_former_head_delegated()
    {
        var id = await AddAsync("m.martin", "Mme Martin", NewRight.OfGroup("ECT_STATS_DEP_045"));
        var elsewhere = "0330033Z";
        await using (var db = _app.Main())
        {
            (await db.Set<Agent>().AsTracking().SingleAsync(one => one.Id == id, Cancellation)).Uai = _uai;
            db.AddRange(
                new AgentRight { Id = Guid.NewGuid(), AgentId = id, Module = AgentModule.Administration, Uai = _uai, GrantedById = Guid.NewGuid(), GrantedAt = _clock.UtcNow.AddDays(-9), EndsAt = _clock.UtcNow.AddDays(9) },
                new AgentRight { Id = Guid.NewGuid(), AgentId = id, Module = AgentModule.PupilSupport, Uai = _uai, GrantedAt = _clock.UtcNow.AddDays(-9) });
            await db.SaveChangesAsync(Cancellation);
        }

        using var agent = await SignInAsync();
        var page = await agent.GetAsync($"/exploitation/agents/{id}");
        var form = await agent.GetAsync(page.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == "Modifier le nom ou l’établissement").GetAttribute("href")!);
        Assert.Equal(["Mme Martin", _uai], form.Document.QuerySelectorAll("main input[type=text]").Select(field => field.GetAttribute("value")));
        foreach (var (name, uai, words) in ((string, string, string)[])[("", _uai, "Saisissez un nom de 100 signes au plus."), ("Mme Martin", "033", "Saisissez un UAI")])
        {
            var refused = await agent.SubmitAsync(form, new Dictionary<string, string> { ["DisplayName"] = name, ["WorksAt"] = uai });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(words, refused.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Rien n’a changé", (await agent.SubmitAsync(form, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        var done = await agent.SubmitAsync(form, new Dictionary<string, string> { ["DisplayName"] = " Mme Martin-Roux ", ["WorksAt"] = elsewhere.ToLowerInvariant() });
        Assert.Contains("L’agent est modifié.", done.Text, StringComparison.Ordinal);
        Assert.Equal(("Mme Martin-Roux", elsewhere), ((await OneAsync("m.martin")).DisplayName, (await OneAsync("m.martin")).Uai));
        await using var read = _app.Main();
        var rights = await read.Set<AgentRight>().Where(right => right.AgentId == id).ToListAsync(Cancellation);
        Assert.Equal(AgentModule.Administration, Assert.Single(rights, right => !right.IsInForce(_clock.UtcNow)).Module);
        var trail = await read.Set<AuditEvent>().SingleAsync(row => row.Code == EditAgent.Code, Cancellation);
        Assert.Equal((ActorKind.Operator, $"m.martin: name, works at {elsewhere}"), (trail.ActorKind, trail.Detail));
    }

    [Fact]
    public async Task An_identity_of_the_ministry_is_forgotten_and_maintenance_refuses_what_changes_main()
    {
        var id = await AddAsync("m.martin", "Mme Martin");
        await using (var db = _app.Operational())
        {
            db.Add(new AgentIdentity { AgentId = id, Issuer = "https://guichet.test", Subject = "s-1", BoundAt = _clock.UtcNow });
            await db.SaveChangesAsync(Cancellation);
        }

        using var agent = await SignInAsync();
        Assert.Contains("guichet du ministère, lié le 20-11-2026", (await agent.GetAsync($"/exploitation/agents/{id}")).Text, StringComparison.Ordinal);
        Assert.Contains("L’identité est oubliée.", (await agent.SubmitAsync(await agent.GetAsync($"/exploitation/agents/{id}/oublier"), new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        await using (var db = _app.Operational())
        {
            Assert.False(await db.Set<AgentIdentity>().AnyAsync(Cancellation));
            Assert.Contains((await OneAsync("operator")).Id.ToString(), (await db.Set<JournalEntry>().SingleAsync(row => row.Code == "agent.identity-forgotten", Cancellation)).Detail, StringComparison.Ordinal);
        }

        var give = await agent.GetAsync($"/exploitation/agents/{id}/donner");
        var close = await agent.GetAsync($"/exploitation/agents/{id}/fermer");
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(_clock.UtcNow, _clock.UtcNow.AddHours(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await agent.SubmitAsync(give, Fields("exploitation", "", ""))).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await agent.SubmitAsync(close, new Dictionary<string, string>())).Status);
        Assert.Null((await OneAsync("m.martin")).DisabledAt);
    }

    private Task<PageClient> SignInAsync(string username = "operator") => AgentBrowser.SignInAsync(_app, username, new NewRight(AgentModule.Operations));

    private async Task<Guid> AddAsync(string username, string name, params NewRight[] rights) =>
        (await _app.Services.GetRequiredService<AddAgent>().RunAsync(username, name, AgentBrowser.Password, rights, Cancellation)).Id;

    private async Task<Agent> OneAsync(string username)
    {
        await using var db = _app.Main();
        return await db.Set<Agent>().AsNoTracking().SingleAsync(agent => agent.Username == username, Cancellation);
    }

    private static Dictionary<string, string> Fields(string kind, string where, string end) => new() { ["Right.Kind"] = kind, ["Right.Where"] = where, ["Right.End"] = end };

    private static string Words(AngleSharp.Dom.IElement row) => string.Join(' ', row.Children.SelectMany(cell => cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}

/// <summary>Over the embedded engine.</summary>
public sealed class AgentPagesOnSqlite() : AgentPagesTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class AgentPagesOnPostgreSql() : AgentPagesTests(Engine.PostgreSql);
