using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Assistance;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.HelpTexts;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Operators;

/// <summary>Exploitation in a browser without scripts, over both engines: who may, what is counted, what is done and what the trail says of it.</summary>
public abstract class OperatorPagesTests(Engine engine) : IAsyncLifetime
{
    // 09:00 in Paris on 20 November 2026.
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;

    /// <summary>Page and address; NIGHT, WINDOW, CAMPAIGN, AGENT and RIGHT stand for identifiers.</summary>
    public static TheoryData<string, string> Routes => new()
    {
        { "/Operators/Index", "/exploitation" },
        { "/Operators/Work", "/exploitation/travaux" },
        { "/Operators/Messages", "/exploitation/messages" },
        { "/Operators/Requeue", "/exploitation/messages/remettre?tous=oui" },
        { "/Operators/Maintenance", "/exploitation/maintenance" },
        { "/Operators/CancelWindow", "/exploitation/maintenance/WINDOW/annuler" },
        { "/Operators/Switches", "/exploitation/interrupteurs" },
        { "/Operators/TurnSwitch", "/exploitation/interrupteurs/informer" },
        { "/Operators/Nights", "/exploitation/nuits" },
        { "/Operators/NightReport", "/exploitation/nuits/NIGHT" },
        { "/Operators/Imports", "/exploitation/imports" },
        { "/Operators/DepositReport", "/exploitation/imports/2d/rejets?depot=20261119-lot" },
        { "/Operators/HeldImport", "/exploitation/imports/2d/retenus?depot=20261119-retenu" },
        { "/Operators/DecideImport", "/exploitation/imports/2d/retenus/appliquer?depot=20261119-retenu" },
        { "/Operators/Campaigns", "/exploitation/campagnes" },
        { "/Operators/Campaign", "/exploitation/campagnes/CAMPAIGN" },
        { "/Operators/LoadCampaign", "/exploitation/campagnes/charger" },
        { "/Operators/CampaignAct", "/exploitation/campagnes/CAMPAIGN/annuler" },
        { "/Operators/Services", "/exploitation/services" },
        { "/Operators/Keys", "/exploitation/cles" },
        { "/Operators/Agents", "/exploitation/agents" },
        { "/Operators/AddAgent", "/exploitation/agents/ajouter" },
        { "/Operators/Agent", "/exploitation/agents/AGENT" },
        { "/Operators/AgentSecrets", "/exploitation/agents/AGENT/secrets" },
        { "/Operators/EditAgent", "/exploitation/agents/AGENT/modifier" },
        { "/Operators/GiveRight", "/exploitation/agents/AGENT/donner" },
        { "/Operators/WithdrawRight", "/exploitation/agents/AGENT/retirer/RIGHT" },
        { "/Operators/AgentAct", "/exploitation/agents/AGENT/fermer" },
        { "/Operators/Assistance", "/exploitation/assistance" },
        { "/Operators/AssistanceText", "/exploitation/assistance/rennes/1d" },
        { "/Operators/AssistanceVersion", "/exploitation/assistance/rennes/1d/versions/1" },
        { "/Operators/RemoveAssistance", "/exploitation/assistance/rennes/1d/retirer" },
        { "/Operators/Faq", "/exploitation/faq" },
        { "/Operators/FaqAddSection", "/exploitation/faq/ajouter" },
        { "/Operators/FaqSection", "/exploitation/faq/20-connexion" },
        { "/Operators/FaqQuestion", "/exploitation/faq/20-connexion/questions/refus" },
        { "/Operators/FaqWithdraw", "/exploitation/faq/20-connexion/questions/refus/retirer" },
        { "/Operators/FaqAct", "/exploitation/faq/20-connexion/origine" },
        { "/Operators/FaqVersion", "/exploitation/faq/20-connexion/versions/1" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static NewRight Operations { get; } = new(AgentModule.Operations);

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(
        engine, clock: _clock, settings: ["--PupilSupport:TellWhenSwitched:0=assistance@academie.test", "--FranceConnect:Issuer=https://fc.test", "--FranceConnect:ServiceId=us"]);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_page_is_the_operators_alone_and_the_asking_of_others_is_noted()
    {
        var night = await NightAsync(_clock.UtcNow.AddHours(-6), new NightReport([]));
        var window = await WindowAsync(_clock.UtcNow.AddDays(1), _clock.UtcNow.AddDays(1).AddHours(2));
        var campaign = Guid.NewGuid();
        await using (var main = _app.Main())
        {
            main.Add(new Campaign { Id = campaign, Name = "fuite", CreatedBy = "op", CreatedAt = _clock.UtcNow });
            main.Add(new TextVersion { Subject = AssistanceText.SubjectOf("14", Degree.First), Number = 1, Text = "Un texte", WrittenAt = _clock.UtcNow });
            main.Add(new TextVersion { Subject = FaqTexts.Prefix + "20-connexion", Number = 1, Text = "# Connexion {#connexion}\n\n## Refus ? {#refus}\n\nUne réponse.\n", WrittenAt = _clock.UtcNow });
            await main.SaveChangesAsync(Cancellation);
        }

        foreach (var deposit in (string[])["rejets/20261119-lot", "retenus/20261119-retenu"])
        {
            var folder = Directory.CreateDirectory(Path.Combine(_app.Stores.Folder, "educonnect2d", "ect-sync2d", deposit)).FullName;
            await File.WriteAllTextAsync(folder + ".rapport.json", """{"outcome":"refused","reasons":["too much would go"],"feeds":[],"schools":{},"classes":{},"pupils":{},"guardians":{},"links":{},"accounts":{},"rejected":[],"seconds":1}""", Cancellation);
        }

        var pages = _app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath).OfType<string>().Where(path => path.StartsWith("/Operators", StringComparison.Ordinal));
        Assert.Empty(pages.Distinct().Except(Routes.Select(row => row.Data.Item1)));

        using var anonymous = AgentBrowser.Html(_app);
        List<PageClient> others = [];
        foreach (var module in Enum.GetValues<AgentModule>().Where(module => module != AgentModule.Operations))
        {
            others.Add(await AgentBrowser.SignInAsync(_app, "only-" + (int)module, new NewRight(module, Departement: "037")));
        }

        using var agent = await AgentBrowser.SignInAsync(_app, "operator", Operations);
        AgentRight right;
        await using (var main = _app.Main())
        {
            right = await main.Set<AgentRight>().AsNoTracking().FirstAsync(one => one.Module == AgentModule.Administration, Cancellation);
        }

        foreach (var (page, pattern) in Routes.Select(row => row.Data))
        {
            var address = pattern.Replace("AGENT", right.AgentId.ToString(), StringComparison.Ordinal).Replace("RIGHT", right.Id.ToString(), StringComparison.Ordinal).Replace("NIGHT", night.ToString(), StringComparison.Ordinal).Replace("WINDOW", window.ToString(), StringComparison.Ordinal).Replace("CAMPAIGN", campaign.ToString(), StringComparison.Ordinal);
            Assert.Equal((page, "/agents/connexion"), (page, (await anonymous.GetAsync(address)).Address.AbsolutePath));
            foreach (var other in others)
            {
                Assert.Equal((page, HttpStatusCode.NotFound), (page, (await other.GetAsync(address)).Status));
            }

            var shown = await agent.GetAsync(address);
            Assert.Equal((page, HttpStatusCode.OK), (page, shown.Status));
            Assert.Contains("Exploitation", shown.Document.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
            Assert.Single(shown.Document.QuerySelectorAll("nav.tabs a[aria-current=page]"));
        }

        Assert.DoesNotContain("Exploitation", (await others[0].GetAsync("/arena")).Text, StringComparison.Ordinal);
        Assert.Contains("ÉduConnect - Exploitation", (await agent.GetAsync("/arena")).Text, StringComparison.Ordinal);
        await using var db = _app.Operational();
        Assert.Equal(Routes.Count * others.Count, await db.Set<JournalEntry>().CountAsync(entry => entry.Code == "agent.refused", Cancellation));
        others.ForEach(other => other.Dispose());
    }

    [Fact]
    public async Task A_form_of_somebody_without_the_right_changes_nothing()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "operator", Operations);
        using var other = await AgentBrowser.SignInAsync(_app, "other", new NewRight(AgentModule.Statistics, Departement: "037"));
        await FailedAsync("a@exemple.test");
        var token = (await other.GetAsync("/arena")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Dictionary<string, string> forged = new() { ["__RequestVerificationToken"] = token, ["tous"] = "oui", ["Off"] = "true", ["suite"] = "planifier", ["Text"] = "Un texte", ["Version"] = "0", ["Name"] = "Section", ["key"] = "20-connexion", ["go"] = "descendre" };
        foreach (var address in (string[])["/exploitation/messages/remettre", "/exploitation/interrupteurs/informer", "/exploitation/maintenance", "/exploitation/assistance/rennes/1d", "/exploitation/assistance/rennes/1d/retirer", "/exploitation/faq", "/exploitation/faq/ajouter", "/exploitation/faq/20-connexion/retirer", "/exploitation/faq/20-connexion/questions/refus/retirer"])
        {
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await other.PostAsync(address, forged)).Status));
        }

        await using var main = _app.Main();
        await using var operational = _app.Operational();
        Assert.False(await main.Set<TextVersion>().AnyAsync(Cancellation));
        Assert.True(await main.Set<OutboxMessage>().AllAsync(message => message.FailedAt != null, Cancellation));
        Assert.False(await operational.Set<PupilSupportSwitch>().AnyAsync(Cancellation) || await operational.Set<MaintenanceWindow>().AnyAsync(Cancellation));
    }

    [Fact]
    public async Task The_state_of_the_service_counts_what_the_stores_hold()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "operator", Operations);
        await DrainAsync();
        var calm = await agent.GetAsync("/exploitation");
        Assert.Contains("Tout est en ordre.", calm.Text, StringComparison.Ordinal);
        Assert.Equal("Elle accepte les modifications.", RowOf(calm, "Base principale"));
        Assert.Equal("Aucune nuit n’a encore été commencée.", RowOf(calm, "Dernière nuit"));

        await FailedAsync("a@exemple.test");
        await using (var main = _app.Main())
        {
            main.AddRange(
                Work("inform", OperationState.Waiting), Work("inform", OperationState.Running), Work("campaign-apply", OperationState.Failed, _clock.UtcNow.AddDays(-1)),
                Work("inform", OperationState.Failed, _clock.UtcNow.AddDays(-31)), Work("inform", OperationState.Done, _clock.UtcNow));
            main.Add(new ChangeNotice { Id = Guid.NewGuid(), ClientId = "ent-nord", AccountId = Guid.NewGuid(), MadeAt = _clock.UtcNow.AddDays(-3), DueAt = _clock.UtcNow, GiveUpAt = _clock.UtcNow, FailedAt = _clock.UtcNow });
            main.Add(new Campaign { Id = Guid.NewGuid(), Name = "fuite de novembre", CreatedBy = "op", CreatedAt = _clock.UtcNow });
            await main.SaveChangesAsync(Cancellation);
        }

        await NightAsync(_clock.UtcNow.AddHours(-6), new NightReport([Step("deadlines", null), Step("purge", "IOException: disk full at /srv/secret")]));
        await WindowAsync(_clock.UtcNow.AddDays(1), _clock.UtcNow.AddDays(1).AddHours(2));
        await using (var operational = _app.Operational())
        {
            operational.Add(new JournalEntry { Id = Guid.NewGuid(), At = _clock.UtcNow.AddMinutes(-45), Code = "signin.succeeded" });
            operational.Add(new PupilSupportSwitch { Function = PupilSupportFunction.List, IsOff = true, ChangedAt = _clock.UtcNow, ChangedBy = "root" });
            operational.Add(new OutboxMessage { Id = Guid.NewGuid(), Channel = Channel.Sms, Recipient = "+33612345678", Template = "code", Text = "1234", CreatedAt = _clock.UtcNow.AddMinutes(-20), DueAt = _clock.UtcNow });
            await operational.SaveChangesAsync(Cancellation);
        }

        var page = await agent.GetAsync("/exploitation");
        Assert.Contains("6 points sont à voir.", page.Text, StringComparison.Ordinal);
        Assert.Equal("1 en attente, 1 en cours, 1 en échec depuis 30 jours.", RowOf(page, "Travaux"));
        Assert.Equal("Commencée le 20-11-2026 à 03:00. Étapes faites : 1 sur 2.", RowOf(page, "Dernière nuit"));
        Assert.Equal("0 en attente, 0 à réessayer, 1 en échec.", RowOf(page, "Mails"));
        Assert.Equal("1 en attente, 0 à réessayer, 0 en échec. Le plus ancien attend depuis 20 min.", RowOf(page, "SMS"));
        Assert.Equal("En attente : 0. Abandonnés : 1. Services concernés : ent-nord. Prévenez leur exploitant, puis relancez leurs avis.", RowOf(page, "Avis aux services"));
        Assert.Equal("Événements à reporter dans la base principale : 1. Le plus ancien attend depuis 45 min.", RowOf(page, "Journal des connexions"));
        Assert.Equal("Prochaine interruption : du 21-11-2026 à 09:00 au 21-11-2026 à 11:00.", RowOf(page, "Maintenance"));
        Assert.Equal("Fermé : Lister les comptes, dans Dépannage.", RowOf(page, "Interrupteurs"));
        Assert.Equal("fuite de novembre (chargement)", RowOf(page, "Campagnes"));
        Assert.DoesNotContain("secret", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_and_nights_are_shown_with_their_progress_and_without_what_a_fault_quotes()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "operator", Operations);
        await using (var main = _app.Main())
        {
            var running = Work("inform", OperationState.Running);
            (running.Done, running.Total, running.LeaseUntil, running.Error) = (1200, 2000, _clock.UtcNow.AddMinutes(1), "DbUpdateException: Key (username)=(p.nom27)");
            main.AddRange(running, Work("reset-passwords", OperationState.Running));
            await main.SaveChangesAsync(Cancellation);
        }

        var work = await agent.GetAsync("/exploitation/travaux");
        Assert.Contains("1 200 sur 2 000", work.Text.Replace('\u202f', ' ').Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("DbUpdateException", work.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("p.nom27", work.Body, StringComparison.Ordinal);
        Assert.Contains("un autre serveur va le reprendre", work.Text, StringComparison.Ordinal);

        var broken = await NightAsync(_clock.UtcNow.AddDays(-1), new NightReport([Step("statistics", "IOException: secret"), new NightStepReport("meteostats", new Dictionary<string, int>(), 0, null, "statistics")]));
        var imports = new NightStepReport("imports", new Dictionary<string, int> { ["deposits"] = 2, ["refused"] = 1 }, 1.5, "DepositsRefused: 1");
        var refused = await agent.GetAsync($"/exploitation/nuits/{await NightAsync(_clock.UtcNow.AddDays(-2), new NightReport([imports]))}");
        Assert.Contains("2 dépôts pris depuis un jour, 1 dépôts refusés. Réglez les dépôts refusés ou retenus dans l’onglet Imports", refused.Text, StringComparison.Ordinal);
        await NightAsync(_clock.UtcNow, new NightReport([Step("deadlines", null)]));
        var nights = await agent.GetAsync("/exploitation/nuits");
        Assert.Equal(["Tout est fait", "Des étapes ont échoué", "Des étapes ont échoué"], nights.Document.QuerySelectorAll("td[data-label=État]").Select(cell => cell.TextContent.Trim()));
        var report = await agent.GetAsync($"/exploitation/nuits/{broken}");
        Assert.Contains("./educonnect nightly --step statistics", report.Text, StringComparison.Ordinal);
        Assert.Contains("Pas faite : Statistiques a échoué", report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", report.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/exploitation/nuits/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    [Trait("Row", "#17")]
    public async Task A_switch_is_turned_after_saying_who_is_told_and_once_however_often_the_form_is_sent()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "operator", Operations);
        var confirm = await agent.GetAsync("/exploitation/interrupteurs/informer");
        Assert.Contains("assistance@academie.test", confirm.Text, StringComparison.Ordinal);
        var done = await agent.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.Contains("C’est fermé.", done.Text, StringComparison.Ordinal);
        Assert.Contains("S. Carpentier", done.Text, StringComparison.Ordinal);
        Assert.Contains("Rien n’a changé.", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        await using (var operational = _app.Operational())
        {
            Assert.Equal("pupil-support-inform-off", (await operational.Set<OutboxMessage>().SingleAsync(Cancellation)).Template);
        }

        var audit = await OneAuditAsync(SwitchPupilSupport.OffCode);
        Assert.Equal((ActorKind.Operator, await OperatorAsync()), (audit.ActorKind, audit.ActorId));
    }

    [Fact]
    [Trait("Row", "#16")]
    public async Task FranceConnect_is_switched_off_and_on_while_main_is_read_only()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "operator", Operations);
        _app.Services.GetRequiredService<Core.Platform.ReadOnlyMode>().Plan(_clock.UtcNow, _clock.UtcNow.AddHours(1));
        var off = await agent.SubmitAsync(await agent.GetAsync("/exploitation/interrupteurs/franceconnect"), new Dictionary<string, string>());
        Assert.Contains("C’est fermé.", off.Text, StringComparison.Ordinal);
        Assert.Equal(FranceConnectOffer.SwitchedOff, _app.Services.GetRequiredService<FranceConnectAvailability>().Offer);
        var on = await agent.SubmitAsync(await agent.GetAsync("/exploitation/interrupteurs/FranceConnect"), new Dictionary<string, string>());
        Assert.Contains("C’est ouvert.", on.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/exploitation/interrupteurs/autre")).Status);
    }

    private async Task DrainAsync() => await _app.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation));

    private async Task<AuditEvent> OneAuditAsync(string code)
    {
        await DrainAsync();
        await using var db = _app.Main();
        return await db.Set<AuditEvent>().AsNoTracking().SingleAsync(audit => audit.Code == code, Cancellation);
    }

    private async Task<string> OperatorAsync()
    {
        await using var db = _app.Main();
        return (await db.Set<Agent>().SingleAsync(agent => agent.Username == "operator", Cancellation)).Id.ToString();
    }

    private async Task<Guid> NightAsync(DateTime at, NightReport report)
    {
        await using var db = _app.Main();
        var night = Work(NightHandler.OperationKind, OperationState.Done, at.AddMinutes(5));
        (night.CreatedAt, night.Outcome) = (at, report.Write());
        db.Add(night);
        await db.SaveChangesAsync(Cancellation);
        return night.Id;
    }

    private async Task<Guid> WindowAsync(DateTime startsAt, DateTime endsAt)
    {
        await using var db = _app.Operational();
        var window = new MaintenanceWindow { Id = Guid.NewGuid(), StartsAt = startsAt, EndsAt = endsAt, CreatedAt = _clock.UtcNow };
        db.Add(window);
        await db.SaveChangesAsync(Cancellation);
        return window.Id;
    }

    private async Task FailedAsync(string recipient)
    {
        await using var db = _app.Main();
        var now = _clock.UtcNow;
        db.Add(new OutboxMessage { Id = Guid.NewGuid(), Channel = Channel.Mail, Recipient = recipient, Template = "confirm-address", Text = "words", CreatedAt = now, DueAt = now, FailedAt = now, LastError = "no", Attempts = 12 });
        await db.SaveChangesAsync(Cancellation);
    }

    private Operation Work(string kind, OperationState state, DateTime? endedAt = null) =>
        new() { Id = Guid.NewGuid(), Kind = kind, Argument = "{}", State = state, CreatedAt = _clock.UtcNow, EndedAt = endedAt, LeaseUntil = state == OperationState.Running ? _clock.UtcNow.AddMinutes(-1) : null };

    private static NightStepReport Step(string name, string? error) => new(name, new Dictionary<string, int>(), 1.5, error);

    private static string RowOf(Testing.Web.Page page, string name) =>
        page.Document.QuerySelectorAll("main tbody tr").Single(row => row.QuerySelector("th")!.TextContent == name).QuerySelector("td[data-label=Détail]")!.TextContent.Trim().Replace('\u00a0', ' ');
}

/// <summary>Over the embedded engine.</summary>
public sealed class OperatorPagesOnSqlite() : OperatorPagesTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class OperatorPagesOnPostgreSql() : OperatorPagesTests(Engine.PostgreSql);
