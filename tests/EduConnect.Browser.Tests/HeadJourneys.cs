using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>What the head of a school does beside the lists: delegations, Paramètres, journal; and an assistance team that looks for somebody. Every page is checked at both widths.</summary>
[Collection(nameof(SiteCollection))]
public sealed class HeadJourneys(BrowserSite site)
{
    private const string Ent = "https://ent.example.org/lycee";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Row", "#7"), Trait("Row", "#9")]
    public async Task Head_delegates_takes_it_back_and_reads_it_in_the_journal()
    {
        var school = await SchoolAsync();
        await site.App.Services.GetRequiredService<AddAgent>().RunAsync("m.lefort" + school.Uai, "M. Lefort", "Trois-lunes-bleues-43", [], Cancellation, school.Uai);
        await using var window = await OpenAsync("head", new NewRight(AgentModule.Administration, Uai: school.Uai) { IsHead = true });
        var page = window.Page;
        await window.GoAsync($"/administration/{school.Uai}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Délégations" }).ClickAsync();
        await window.OnPageAsync("Délégations");
        await page.GetByLabel("Agent de l’établissement").SelectOptionAsync(new SelectOptionValue { Label = $"M. Lefort (m.lefort{school.Uai.ToLowerInvariant()})" });
        await page.GetByLabel("Dépannage des comptes élèves").CheckAsync();
        await page.ContinueAsync("Donner la délégation");
        await Assertions.Expect(page.GetByText("La délégation est donnée.")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer Dépannage des comptes élèves à M. Lefort" }).ClickAsync();
        await Assertions.Expect(page.GetByText("La délégation est retirée.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Journal" }).ClickAsync();
        await window.OnPageAsync("Journal");
        await Assertions.Expect(page.GetByText("M. Lefort, Dépannage des comptes élèves")).ToHaveCountAsync(2);
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Télécharger ces lignes" }).ClickAsync());
        Assert.Equal("journal-educonnect.csv", file.SuggestedFilename);
    }

    [Fact, Trait("Row", "#212")]
    public async Task Agent_enters_opens_and_switches_on_an_address()
    {
        var school = await SchoolAsync();
        await using var window = await OpenAsync("settings", new NewRight(AgentModule.Administration, Uai: school.Uai));
        var page = window.Page;
        await page.Context.RouteAsync("https://ent.example.org/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>ENT</title>" }));
        await window.GoAsync($"/administration/{school.Uai}/parametres");
        await window.OnPageAsync("Paramètres");
        var pupils = page.Locator("#eleves");
        await pupils.GetByLabel("Adresse internet").FillAsync("ent.example.org/lycee");
        await pupils.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("L’adresse est enregistrée.")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
        var opened = await page.RunAndWaitForPopupAsync(() => pupils.GetByRole(AriaRole.Button, new() { Name = "Vérifier l’adresse" }).ClickAsync());
        await opened.WaitForURLAsync(Ent);
        await opened.CloseAsync();
        await pupils.GetByLabel("Intégrer dans les courriers et mails").CheckAsync();
        await pupils.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("L’adresse est enregistrée.")).ToBeVisibleAsync();
        await Assertions.Expect(pupils.GetByLabel("Intégrer dans les courriers et mails")).ToBeCheckedAsync();
    }

    [Fact, Trait("Row", "#239")]
    public async Task Assistance_team_finds_a_guardian_and_compares_with_the_source()
    {
        var school = await SchoolAsync();
        await using var window = await OpenAsync("team", new NewRight(AgentModule.Administration, Departement: "999", Degree: Degree.Second));
        var page = window.Page;
        await window.GoAsync("/arena");
        await page.GetByRole(AriaRole.Link, new() { Name = "Assistance : chercher une personne" }).ClickAsync();
        await window.OnPageAsync("Chercher une personne");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("r.parent" + school.Uai);
        await page.GetByRole(AriaRole.Button, new() { Name = "Rechercher" }).ClickAsync();
        await window.CheckBothWidthsAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "DELORME-LA ROCHEFOUCAULD Viviane" }).ClickAsync();
        await window.OnPageAsync("Viviane DELORME-LA ROCHEFOUCAULD");
        await Assertions.Expect(page.Locator("#comparer").GetByText("différent du compte")).ToBeVisibleAsync();
    }

    private async Task<Window> OpenAsync(string name, params NewRight[] rights)
    {
        var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, await AgentDesk.AddAsync(site, $"{name}.{Guid.CreateVersion7():N}", rights));
        return window;
    }

    private async Task<School> SchoolAsync()
    {
        await using var main = site.App.Main();
        var data = new TestData(main);
        var school = data.School();
        var guardian = data.Guardian(data.Pupil(school, data.Class(school)), "DELORME-LA ROCHEFOUCAULD", username: "r.parent" + school.Uai.ToLowerInvariant());
        guardian.Account.Mail = "autre@example.org";
        await data.SaveAsync();
        return school;
    }
}
