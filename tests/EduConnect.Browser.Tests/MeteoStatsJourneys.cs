using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Nightly;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Statistics of a school and MétéoStats in a real browser: the map by keyboard, charts, cockpit; every page on the way is checked.</summary>
[Collection(nameof(SiteCollection))]
public sealed class MeteoStatsJourneys(BrowserSite site)
{
    [Fact]
    [Trait("Row", "#223")]
    public async Task An_agent_goes_by_keyboard_from_the_map_to_the_figures_of_an_academie_and_to_its_cockpit()
    {
        var agent = await PrepareAsync("reader", AgentModule.Statistics);
        await using var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, agent);
        await window.GoAsync("/meteostats");
        await window.OnPageAsync("Statistiques nationales");
        await window.GoAsync("/meteostats/academies");
        await window.OnPageAsync("Statistiques académiques");
        await window.Page.Locator(".map a[aria-label^='Orléans-Tours']").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.OnPageAsync("Statistiques de l’académie d’Orléans-Tours");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Cockpit de rentrée" }).ClickAsync();
        await window.OnPageAsync("Cockpit de rentrée");
        await window.GoAsync("/meteostats/departements/037/evolution/representants-legaux");
        await window.OnPageAsync("Évolution sur l’année scolaire");
        await window.GoAsync("/meteostats/departements");
        await window.OnPageAsync("Statistiques départementales");
    }

    [Fact]
    [Trait("Row", "#208")]
    public async Task A_school_opens_the_figures_of_its_classes()
    {
        var agent = await PrepareAsync("counting", AgentModule.Administration);
        await using var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, agent);
        await window.GoAsync("/administration/0379999Z/statistiques");
        await window.Page.GetByText("Par classe", new() { Exact = true }).ClickAsync();
        await window.Page.GetByText("Par origine du compte", new() { Exact = true }).ClickAsync();
        await window.OnPageAsync("Statistiques");
    }

    private async Task<Agent> PrepareAsync(string username, AgentModule module)
    {
        await using (var db = site.App.Main())
        {
            if (!db.Set<School>().Any(school => school.Uai == "0379999Z"))
            {
                var data = new TestData(db);
                var school = data.School("0379999Z", academie: "18");
                school.Departement = "037";
                var account = data.Guardian(data.Pupil(school, data.Class(school, "5E A"))).Account;
                (account.State, account.Mode) = (AccountState.Activated, ActivationMode.FranceConnect);
                data.Guardian(data.Pupil(school, data.Class(school, "5E B")));
                await data.SaveAsync();
            }
        }

        await site.App.WithAsync(async services =>
        {
            var night = services.GetRequiredService<RunNight>();
            await night.RunAsync("statistics", TestContext.Current.CancellationToken);
            return await night.RunAsync("meteostats", TestContext.Current.CancellationToken);
        });
        return await AgentDesk.AddAsync(site, username, [module == AgentModule.Statistics ? new NewRight(module, Departement: "037") : new NewRight(module, Uai: "0379999Z")]);
    }
}
