using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>An agent from the sign-in to the sheets of a class, in a real browser; every page on the way is checked.</summary>
[Collection(nameof(SiteCollection))]
public sealed class AgentJourneys(BrowserSite site)
{
    [Fact, Trait("Row", "#146")]
    [Trait("Row", "#115")]
    public async Task Agent_informs_pupils_and_opens_their_sheets()
    {
        var (school, _) = await SchoolAsync();
        var (other, _) = await SchoolAsync();
        var agent = await AgentAsync("informer", school, other);
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await SignInAsync(window, agent);
        await window.OnPageAsync("ARENA");
        await page.GetByRole(AriaRole.Link, new() { Name = "Administration des comptes" }).First.ClickAsync();
        await window.OnPageAsync("Choisir un établissement");
        await page.GetByRole(AriaRole.Link, new() { Name = school.Uai }).ClickAsync();
        await window.OnPageAsync("Accueil");
        await page.GetByRole(AriaRole.Link, new() { Name = "Élèves", Exact = true }).ClickAsync();
        await window.OnPageAsync("Rechercher un ou des élèves");

        await page.GetByLabel("Sélectionner ABADIE Lison").CheckAsync();
        await page.GetByLabel("Sélectionner LUDOVIC-MARSAC Éloi").CheckAsync();
        await Assertions.Expect(page.Locator("[data-count]")).ToContainTextAsync("2 élèves sélectionnés");
        await page.ContinueAsync("Informer");
        await window.OnPageAsync("Informer les élèves");
        await page.ContinueAsync("Confirmer");
        await window.OnPageAsync("Information de 2 élèves");
        await site.App.WithAsync(services => services.GetRequiredService<OperationRunner>().RunNextAsync(TestContext.Current.CancellationToken));
        var download = page.GetByRole(AriaRole.Link, new() { Name = "Télécharger les feuilles au format pdf" });
        await Assertions.Expect(download).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await window.CheckBothWidthsAsync();
        var sheets = await window.Page.Context.APIRequest.GetAsync(site.App.Address + await download.GetAttributeAsync("href"));
        Assert.Equal("application/pdf", sheets.Headers["content-type"]);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString((await sheets.BodyAsync())[..5]), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Retour à la liste" }).ClickAsync();
        await Assertions.Expect(page.Locator("tr").Filter(new() { HasText = "ABADIE" }).GetByText("Non activé - informé")).ToBeVisibleAsync();
        await window.GoAsync("/agents/deconnexion");
        await window.OnPageAsync("Se déconnecter");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Connexion des agents");
    }

    [Fact]
    public async Task Agent_who_is_refused_reads_why_and_keeps_what_was_typed()
    {
        var (school, _) = await SchoolAsync();
        await AgentAsync("refused", school);
        await using var window = await site.OpenAsync();
        await window.GoAsync("/agents/connexion");
        await window.Page.ContinueAsync("Se connecter");
        await window.CheckBothWidthsAsync();
        await window.Page.GetByLabel("Identifiant").FillAsync("refused");
        await window.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync("faux");
        await window.Page.GetByLabel("Code à usage unique").FillAsync("000000");
        await window.Page.ContinueAsync("Se connecter");
        await Assertions.Expect(window.Page.GetByText("Connexion impossible")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
        Assert.Equal("refused", await window.Page.GetByLabel("Identifiant").InputValueAsync());
    }

    [Fact]
    public async Task List_of_guardians_is_filtered_and_selected_without_scripts()
    {
        var (school, schoolClass) = await SchoolAsync();
        var agent = await AgentAsync("plain", school);
        await using var window = await site.OpenAsync(scripts: false);
        await SignInAsync(window, agent);
        await window.GoAsync($"/administration/{school.Uai}/representants-legaux");
        await window.Page.GetByLabel(schoolClass.Code, new() { Exact = true }).CheckAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Rechercher" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText($"Classe {schoolClass.Code}")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Tout sélectionner" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("[data-count]")).ToContainTextAsync("2 représentants légaux sélectionnés sur 2");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Informer" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Informer les responsables");
    }

    [Theory]
    [InlineData("representants-legaux", "Rechercher un ou des représentants légaux")]
    [InlineData("eleves?q=zzzz", "Rechercher un ou des élèves")]
    [InlineData("personnes-en-charge", "Rechercher une ou des personnes en charge")]
    public async Task Lists_hold_true_full_and_empty(string list, string heading)
    {
        var (school, _) = await SchoolAsync();
        var agent = await AgentAsync("lists" + list.Length, school);
        await using var window = await site.OpenAsync();
        await SignInAsync(window, agent);
        await window.GoAsync($"/administration/{school.Uai}/{list}");
        await window.OnPageAsync(heading);
    }

    private async Task<(School School, SchoolClass Class)> SchoolAsync()
    {
        await using var main = site.App.Main();
        var data = new TestData(main);
        var school = data.School(name: "Jeanne-Valmont");
        var schoolClass = data.Class(school, "5E A", "Cinquième A");
        var lison = data.Pupil(school, schoolClass, "ABADIE", "Lison");
        var eloi = data.Pupil(school, schoolClass, "LUDOVIC-MARSAC", "Éloi");
        data.Guardian(lison, "ABADIE", "Renaud");
        data.Guardian(eloi, "LUDOVIC-MARSAC DE LA ROCHEFOUCAULD", "Marie-Bénédicte", mail: null, mobile: null);
        await data.SaveAsync();
        return (school, schoolClass);
    }

    private Task<Agent> AgentAsync(string username, params School[] schools) => AgentDesk.AddAsync(site, username, schools);

    private Task SignInAsync(Window window, Agent agent) => AgentDesk.SignInAsync(site, window, agent);
}
