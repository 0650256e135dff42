using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Agents;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;

namespace EduConnect.Browser.Tests;

/// <summary>Exploitation in a real browser: every page is checked, at both widths; an interruption is planned and taken back by keyboard and mouse.</summary>
[Collection(nameof(SiteCollection))]
public sealed class OperatorJourneys(BrowserSite site)
{
    private const string Held = "20261120-020000000-ENT2D_Complet_20261119.tar.gz";

    private static readonly string[] Pages = ["", "/travaux", "/messages", "/messages/remettre?tous=oui", "/maintenance", "/interrupteurs", "/interrupteurs/informer", "/nuits", "/imports", "/campagnes", "/campagnes/charger", "/services", "/cles", "/agents", "/agents/ajouter", "/assistance", "/assistance/rennes/1d", "/assistance/rennes/1d/retirer", "/faq", "/faq/ajouter", "/faq/20-connexion", "/faq/20-connexion/questions", "/faq/20-connexion/questions/refus", "/faq/20-connexion/questions/refus/retirer", "/faq/20-connexion/retirer"];

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Every_page_is_free_of_barriers_at_both_widths(int width)
    {
        var night = await PrepareAsync();
        await HoldAsync();
        var agent = await AgentDesk.AddAsync(site, $"operator{width}", [new NewRight(AgentModule.Operations)]);
        await using var window = await site.OpenAsync(width);
        await AgentDesk.SignInAsync(site, window, agent);
        foreach (var page in Pages.Concat([$"/agents/{agent.Id}", $"/agents/{agent.Id}/donner", $"/agents/{agent.Id}/oublier", $"/agents/{agent.Id}/modifier", $"/agents/{(await AgentDesk.AddAsync(site, $"other{width}", (NewRight[])[])).Id}/secrets", $"/nuits/{night}", "/imports/2d/retenus?depot=" + Held, "/imports/2d/retenus/appliquer?depot=" + Held]))
        {
            await window.GoAsync("/exploitation" + page);
            await window.CheckAsync();
        }

        // The secrets of a new agent, which are longer than a phone is wide.
        await window.GoAsync("/exploitation/agents/ajouter");
        await window.Page.Locator("[name=Username]").FillAsync($"nouveau{width}");
        await window.Page.Locator("[name=DisplayName]").FillAsync("N. Nouveau");
        await window.Page.Locator("[name=WorksAt]").FillAsync("9990001X");
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Ajouter l’agent" }).ClickAsync();
        await window.Page.GetByText("À remettre à l’agent maintenant.").WaitForAsync();
        await window.CheckAsync();
    }

    [Fact]
    public async Task An_operator_plans_an_interruption_and_takes_it_back()
    {
        var agent = await AgentDesk.AddAsync(site, "planner", [new NewRight(AgentModule.Operations)]);
        await using var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, agent);
        await window.GoAsync("/exploitation/maintenance");
        var day = DateTime.UtcNow.AddDays(40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await window.Page.GetByLabel("Jour du début").FillAsync(day);
        await window.Page.GetByLabel("Heure du début").FillAsync("14:00");
        await window.Page.GetByLabel("Jour de la fin").FillAsync(day);
        await window.Page.GetByLabel("Heure de la fin").FillAsync("15:30");
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await window.Page.GetByText("À confirmer").WaitForAsync();
        await window.CheckAsync();
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Planifier l’interruption" }).ClickAsync();
        await window.Page.GetByText("L’interruption est planifiée.").WaitForAsync();
        await window.CheckAsync();
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Annuler celle du" }).ClickAsync();
        await window.CheckBothWidthsAsync();
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Annuler l’interruption" }).ClickAsync();
        await window.Page.GetByText("L’interruption est annulée.").WaitForAsync();
    }

    private async Task HoldAsync()
    {
        var report = new ImportReport { Outcome = ImportOutcome.Refused };
        var feed = new ReportFeed("18", "2D", "complet", new DateOnly(2026, 11, 19));
        report.Feeds.Add(feed);
        report.Remarks.Add(ImportRemark.Of("SchoolLosesTooMuch", "9990001X", 120, 400) with { Export = feed });
        report.Rejected.Add(new Rejection("ENT2D_Complet_20261119_Eleve_0000.xml", "#1 E1", "no name", ImportRemark.Of("RecordWithoutName")));
        report.Held.Add(new HeldExport(
            feed, 0.05, 0.01, [new HeldSchool("9990001X", "Collège des Trois Moulins", 120, 400)], 21, 3300, 50000, IsSourceOver: true, new PlannedChanges(12, 34, 1500), new PlannedChanges(0, 5, 1800), 2900));
        var folder = Directory.CreateDirectory(Path.Combine(site.App.Stores.Folder, "educonnect2d", "ect-sync2d", "retenus", Held)).FullName;
        await File.WriteAllTextAsync(folder + ".rapport.json", System.Text.Json.JsonSerializer.Serialize(report, System.Text.Json.JsonSerializerOptions.Web), TestContext.Current.CancellationToken);
    }

    private async Task<Guid> PrepareAsync()
    {
        var now = DateTime.UtcNow;
        var report = new NightReport([new NightStepReport("deadlines", new Dictionary<string, int> { ["passwords"] = 3 }, 0.2, null), new NightStepReport("statistics", new Dictionary<string, int>(), 0.1, "IOException: full")]);
        var night = new Operation { Id = Guid.NewGuid(), Kind = NightHandler.OperationKind, Argument = "{}", CreatedAt = now, EndedAt = now, State = OperationState.Done, Outcome = report.Write() };
        await using var db = site.App.Main();
        var identifier = $"urn:ent-de-la-region-{night.Id:N}.exemple.test"; // as long as those of the field, without a space
        db.Add(new Service { Id = Guid.NewGuid(), ClientId = identifier, Name = "ENT", Sector = "ent.exemple.test", RedirectUris = ["https://ent.exemple.test/retour"], CreatedAt = now });
        db.Add(night);
        db.Add(new Operation { Id = Guid.NewGuid(), Kind = "inform", Argument = "{}", CreatedAt = now, EndedAt = now, State = OperationState.Failed, Error = "IOException: full" });
        db.Add(new OutboxMessage { Id = Guid.NewGuid(), Channel = Channel.Mail, Recipient = $"{night.Id:N}@{night.Id:N}.exemple.test", Template = "mail-change-confirmed-undoable", Text = "words", CreatedAt = now, DueAt = now, FailedAt = now, LastError = "550 no", Attempts = 12 });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return night.Id;
    }
}
