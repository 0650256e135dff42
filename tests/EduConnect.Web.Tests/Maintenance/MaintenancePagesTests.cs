using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Administration;
using EduConnect.Web.Tests.Activation;
using EduConnect.Web.Tests.Administration;
using EduConnect.Web.Tests.Recovery;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Tests.Maintenance;

/// <summary>Banners, refusals, and what goes on (rows #33, #247 to #251).</summary>
public sealed class MaintenancePagesTests
{
    // The clock of the tests stands at 10 h in Paris on 20 November 2026.
    private static readonly DateTime Start = new(2026, 11, 21, 13, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime End = new(2026, 11, 21, 15, 30, 0, DateTimeKind.Utc);

    private const string FamilyBefore =
        "21 novembre 2026 – ÉduConnect sera en maintenance de 14h à 16h30 (heures de Paris) – Vous pourrez accéder aux services si vous avez activé votre compte et si vous connaissez votre identifiant et votre mot de passe";

    [Fact]
    [Trait("Row", "#33")]
    [Trait("Row", "#250")]
    public async Task A_planned_interruption_is_announced_then_shown_then_gone_by_the_clock_alone()
    {
        await using var family = await Family.StartAsync();
        await PlanAsync(family.App, Start, End, "L’import de la rentrée est en cours");
        using var browser = family.Browser();
        foreach (var path in (string[])["/connexion?changer=1", "/connexion/responsable", "/connexion/eleve", "/identifiant-oublie", "/mot-de-passe-oublie", "/aide"])
        {
            var page = await browser.GetAsync(path);
            Assert.Contains(FamilyBefore + ". L’import de la rentrée est en cours", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        }

        var desk = await browser.GetAsync("/agents/connexion");
        Assert.Contains("21 novembre 2026. ÉduConnect sera en maintenance de 14h à 16h30 (heures de Paris). Vous pourrez accéder au module", desk.Text, StringComparison.Ordinal);

        family.Clock.MoveTo(new DateTimeOffset(Start));
        var during = await browser.GetAsync("/connexion/responsable");
        Assert.Contains("21 novembre 2026 – ÉduConnect est en maintenance de 14h à 16h30 (heures de Paris) – Vous pouvez accéder aux services", during.Text, StringComparison.Ordinal);
        Assert.True(family.App.Services.GetRequiredService<ReadOnlyMode>().IsOn);

        family.Clock.MoveTo(new DateTimeOffset(End));
        Assert.DoesNotContain("maintenance", (await browser.GetAsync("/connexion/responsable")).Text, StringComparison.Ordinal);
        Assert.False(family.App.Services.GetRequiredService<ReadOnlyMode>().IsOn);
    }

    [Fact]
    public async Task It_is_announced_a_week_ahead_and_one_of_several_days_names_both()
    {
        await using var family = await Family.StartAsync();
        var start = new DateTime(2026, 11, 30, 21, 0, 0, DateTimeKind.Utc);
        await PlanAsync(family.App, start, start.AddHours(8));
        using var browser = family.Browser();
        Assert.DoesNotContain("maintenance", (await browser.GetAsync("/connexion/eleve")).Text, StringComparison.Ordinal);
        family.Clock.MoveTo(new DateTimeOffset(start.AddDays(-7)));
        Assert.Contains("30 novembre 2026 – ÉduConnect sera en maintenance du 30 novembre 2026 à 22h au 1er décembre 2026 à 6h (heures de Paris)", (await browser.GetAsync("/connexion/eleve")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#251")]
    public async Task Agents_read_it_under_the_tabs_of_every_page()
    {
        await using var family = await Family.StartAsync();
        await using var main = family.App.Main();
        var school = new Testing.Data.TestData(main).School();
        await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        using var agent = await AgentBrowser.SignInAsync(family.App, "head", new NewRight(AgentModule.Administration, Uai: school.Uai));
        await PlanAsync(family.App, family.Clock.UtcNow, family.Clock.UtcNow.AddHours(2));
        foreach (var path in (string[])["/arena", "/administration/" + school.Uai, $"/administration/{school.Uai}/eleves"])
        {
            var page = await agent.GetAsync(path);
            Assert.Contains("20 novembre 2026. ÉduConnect est en maintenance de 10h à 12h (heures de Paris). Vous pouvez accéder au module mais certaines fonctionnalités ne sont pas disponibles.", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    public async Task Every_node_over_the_same_store_follows_and_the_sign_in_page_reads_no_store_for_it()
    {
        var statements = new StatementCounter();
        await using var family = await Family.StartAsync(configure: statements.Register);
        await PlanAsync(family.App, family.Clock.UtcNow, family.Clock.UtcNow.AddHours(2));
        var mode = new ReadOnlyMode(family.Clock);
        var other = new MaintenanceCalendar(new StoreFactory<Core.Platform.Storage.OperationalDb>(family.App.Stores.Operational), mode, family.Clock);
        Assert.False(mode.IsOn);
        await other.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.True(mode.IsOn);

        statements.Reset();
        using var browser = family.Browser();
        Assert.Contains("est en maintenance", (await browser.GetAsync("/connexion/responsable")).Text, StringComparison.Ordinal);
        Assert.Equal(0, statements.Count);
    }

    [Fact]
    [Trait("Rule", "S-MT2")]
    public async Task A_loss_whose_end_nobody_knows_is_told_without_an_hour_and_a_planned_interruption_goes_before_it()
    {
        await using var family = await Family.StartAsync();
        var mode = family.App.Services.GetRequiredService<ReadOnlyMode>();
        Assert.True(mode.Observe(false));
        Assert.False(mode.Observe(false));
        var texts = family.App.Services.GetRequiredService<IStringLocalizer<AdministrationTexts>>();
        Assert.Equal("ÉduConnect est en maintenance pour le moment. Vous pouvez consulter et lister, mais pas informer ni réinitialiser.", ReadOnlyWords.Reason(mode, texts));
        Assert.Null(Assert.Throws<ReadOnlyModeException>(mode.EnsureWritable).Until);
        using var browser = family.Browser();
        Assert.Contains("ÉduConnect est en maintenance pour le moment", (await browser.GetAsync("/connexion/responsable")).Text, StringComparison.Ordinal);

        mode.Plan(family.Clock.UtcNow, family.Clock.UtcNow.AddHours(1));
        Assert.Equal(family.Clock.UtcNow.AddHours(1), mode.Until);
        Assert.Equal("ÉduConnect est en maintenance jusqu’à 11h. Vous pouvez consulter et lister, mais pas informer ni réinitialiser.", ReadOnlyWords.Reason(mode, texts));
        family.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal((true, null), (mode.IsOn, mode.Until));
        Assert.True(mode.Observe(true));
        Assert.Equal((false, string.Empty), (mode.IsOn, ReadOnlyWords.Reason(mode, texts)));
    }

    [Fact]
    [Trait("Row", "#249")]
    public async Task What_modifies_is_refused_with_an_explanation_and_the_way_on()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var children = await ActivationJourney.ToChildrenAsync(family, browser, "p.vasseur", family.Paul.Account.Id);
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var other = family.Browser();
        await SelfHelp.AskPasswordAsync(other, "c.morel27", "mail");
        var form = await other.GetAsync(await SelfHelp.LinkAsync(family));
        var start = await other.GetAsync("/mot-de-passe-oublie");
        await PlanAsync(family.App, family.Clock.UtcNow, family.Clock.UtcNow.AddMinutes(30));

        Page[] refused =
        [
            await ActivationJourney.ChildrenAsync(browser, children, Family.InesBirth),
            await SelfHelp.ChooseAsync(other, form, username: "c.morel27"),
            await other.SubmitAsync(start, new Dictionary<string, string> { ["Username"] = "c.morel27" }),
        ];
        foreach (var page in refused)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Equal("1800", page.Response.Headers.GetValues("Retry-After").Single());
            Assert.Equal("Cette action n’est pas possible pendant la maintenance", page.Document.QuerySelector("h1")!.TextContent);
            Assert.Contains("ÉduConnect est en maintenance jusqu’à 10h30. Rien n’a été changé.", page.Text, StringComparison.Ordinal);
            Assert.Contains("recommencez après la maintenance", page.Text, StringComparison.Ordinal);
        }

        // Nothing was spent: the link still works afterwards.
        family.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("/mot-de-passe-oublie/fin", (await SelfHelp.ChooseAsync(other, form, username: "c.morel27")).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#247")]
    public async Task A_forgotten_username_is_mailed_during_maintenance_and_the_main_outbox_waits()
    {
        var relay = new Relay();
        await using var family = await Family.StartAsync(configure: services =>
        {
            foreach (var one in services.Where(service => service.ServiceType == typeof(IMessageTransport)).ToList())
            {
                services.Remove(one);
            }

            services.AddSingleton<IMessageTransport>(relay);
        });
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await using (var main = family.App.Main())
        {
            family.App.Services.GetRequiredService<OutboxWriter>().Mail(main, "x@exemple.fr", "test-message", new Dictionary<string, string> { ["Name"] = "x", ["Link"] = "http://localhost/" });
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await PlanAsync(family.App, family.Clock.UtcNow, family.Clock.UtcNow.AddMinutes(30));
        using var browser = family.Browser();
        Assert.Equal(HttpStatusCode.OK, (await SelfHelp.AskUsernameByMailAsync(browser, SelfHelp.Mail)).Status);
        await family.App.RunWorkerAsync();
        Assert.Equal(["username-found"], relay.Sent);
        family.Clock.Advance(TimeSpan.FromMinutes(30));
        await family.App.RunWorkerAsync();
        Assert.Equal(["username-found", "test-message"], relay.Sent);
    }

    private static async Task PlanAsync(TestApp app, DateTime start, DateTime end, string message = "")
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (refusal, _) = await app.WithAsync(services => services.GetRequiredService<PlanMaintenance>().RunAsync(start, end, message, new Actor(ActorKind.Operator, "op"), cancellation));
        Assert.Equal(PlanRefusal.None, refusal);
        await app.Services.GetRequiredService<MaintenanceCalendar>().RefreshAsync(cancellation);
    }

    private sealed class Relay : IMessageTransport
    {
        public List<string> Sent { get; } = [];

        public Channel Channel => Channel.Mail;

        public Task<DeliveryResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            Sent.Add(message.Template);
            return Task.FromResult(new DeliveryResult(Delivery.Accepted));
        }
    }
}
