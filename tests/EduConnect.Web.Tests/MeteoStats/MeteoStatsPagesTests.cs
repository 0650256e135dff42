using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Nightly;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.MeteoStats;

/// <summary>MétéoStats in a browser without scripts: every page × (no group, group of the département, of another one, of one degree, signed out).</summary>
public sealed class MeteoStatsPagesTests : IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 2, 40, 0, TimeSpan.Zero));
    private TestApp _app = null!;

    /// <summary>Page, address, and what an agent without any group gets.</summary>
    public static TheoryData<string, string, HttpStatusCode> Routes => new()
    {
        { "/MeteoStats/Index", "/meteostats", HttpStatusCode.OK },
        { "/MeteoStats/Territory", "/meteostats/national", HttpStatusCode.OK },
        { "/MeteoStats/Territory", "/meteostats/academies", HttpStatusCode.OK },
        { "/MeteoStats/Territory", "/meteostats/academies/orleans-tours", HttpStatusCode.OK },
        { "/MeteoStats/Territory", "/meteostats/departements", HttpStatusCode.OK },
        { "/MeteoStats/Territory", "/meteostats/departements/037", HttpStatusCode.NotFound },
        { "/MeteoStats/Territory", "/meteostats/circonscriptions", HttpStatusCode.OK },
        { "/MeteoStats/Territory", "/meteostats/circonscriptions/18-8700", HttpStatusCode.NotFound },
        { "/MeteoStats/TerritoryFile", "/meteostats/national/france/csv", HttpStatusCode.OK },
        { "/MeteoStats/TerritoryFile", "/meteostats/academies/orleans-tours/csv", HttpStatusCode.OK },
        { "/MeteoStats/TerritoryFile", "/meteostats/departements/037/csv", HttpStatusCode.NotFound },
        { "/MeteoStats/TerritoryFile", "/meteostats/circonscriptions/18-8700/csv", HttpStatusCode.NotFound },
        { "/MeteoStats/Evolution", "/meteostats/national/france/evolution/eleves", HttpStatusCode.OK },
        { "/MeteoStats/Evolution", "/meteostats/academies/orleans-tours/evolution/responsables", HttpStatusCode.OK },
        { "/MeteoStats/Evolution", "/meteostats/departements/037/evolution/representants-legaux", HttpStatusCode.NotFound },
        { "/MeteoStats/Evolution", "/meteostats/circonscriptions/18-8700/evolution/responsables?format=csv", HttpStatusCode.NotFound },
        { "/MeteoStats/Cockpit", "/meteostats/academies/orleans-tours/rentree", HttpStatusCode.NotFound },
        { "/MeteoStats/Cockpit", "/meteostats/departements/037/rentree", HttpStatusCode.NotFound },
        { "/MeteoStats/Cockpit", "/meteostats/departements/037/rentree?degre=1&format=csv", HttpStatusCode.NotFound },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(clock: _clock, settings: "--Roles=sign-in,administration");
        await using var db = _app.Main();
        var data = new TestData(db);
        var (college, ecole) = (data.School(academie: "18"), data.School(academie: "18", degree: Degree.First));
        (college.Departement, ecole.Departement, ecole.Circonscription) = ("037", "037", "8700");
        foreach (var school in new[] { college, ecole })
        {
            for (var i = 0; i < 4; i++)
            {
                var account = data.Guardian(data.Pupil(school)).Account;
                (account.State, account.Mode) = i == 0 ? (AccountState.Activated, ActivationMode.FranceConnect) : (AccountState.NotInformed, ActivationMode.None);
            }
        }

        await data.SaveAsync();
        await _app.WithAsync(services => services.GetRequiredService<RunNight>().RunAsync(null, Cancellation));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public void No_page_is_without_a_row()
    {
        var pages = _app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath).OfType<string>().Where(path => path.StartsWith("/MeteoStats", StringComparison.Ordinal));
        Assert.Empty(pages.Distinct().Except(Routes.Select(row => row.Data.Item1)));
    }

    [Theory]
    [Trait("Row", "#11")]
    [Trait("Row", "#227")]
    [Trait("Rule", "S-TN3")]
    [MemberData(nameof(Routes))]
    public async Task Nation_and_academies_are_everybodys_and_the_rest_belongs_to_groups(string page, string address, HttpStatusCode withoutGroup)
    {
        using var anonymous = AgentBrowser.Html(_app);
        Assert.Equal("/agents/connexion", (await anonymous.GetAsync(address)).Address.AbsolutePath);
        using var none = await AgentBrowser.SignInAsync(_app, "none", new NewRight(AgentModule.PupilSupport, Uai: "9999999Z"));
        Assert.Equal((page, withoutGroup), (page, (await none.GetAsync(address)).Status));
        using var other = await AgentBrowser.SignInAsync(_app, "other", new NewRight(AgentModule.Statistics, Departement: "045"));
        Assert.Equal(withoutGroup, (await other.GetAsync(address)).Status);
        using var administrator = await AgentBrowser.SignInAsync(_app, "administrator", new NewRight(AgentModule.Administration, Departement: "037"));
        Assert.Equal(withoutGroup, (await administrator.GetAsync(address)).Status);
        using var group = await AgentBrowser.SignInAsync(_app, "group", new NewRight(AgentModule.Statistics, Departement: "037"));
        Assert.Equal(HttpStatusCode.OK, (await group.GetAsync(address)).Status);
        await using var db = _app.Operational();
        Assert.Equal(withoutGroup == HttpStatusCode.NotFound ? 3 : 0, await db.Set<JournalEntry>().CountAsync(entry => entry.Code == "agent.refused", Cancellation));
    }

    [Fact]
    [Trait("Row", "#227")]
    [Trait("Rule", "S-TN7")]
    public async Task A_group_of_one_degree_sees_that_degree_only()
    {
        using var second = await AgentBrowser.SignInAsync(_app, "second", new NewRight(AgentModule.Statistics, Departement: "037", Degree: Degree.Second));
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync("/meteostats/circonscriptions/18-8700")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync("/meteostats/departements/037/evolution/responsables")).Status);
        var page = await second.GetAsync("/meteostats/departements/037");
        Assert.DoesNotContain(page.Document.QuerySelectorAll("main details > summary"), fold => fold.TextContent.StartsWith("1er ", StringComparison.Ordinal));
        Assert.DoesNotContain("Responsables;", (await second.GetAsync("/meteostats/departements/037/csv")).Body, StringComparison.Ordinal);
        Assert.Single((await second.GetAsync("/meteostats/departements/037/rentree?degre=1&format=csv")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    [Trait("Row", "#221")]
    [Trait("Row", "#222")]
    [Trait("Row", "#226")]
    public async Task The_nation_is_shown_by_degree_with_origins_states_and_totals()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "reader", new NewRight(AgentModule.Statistics, Departement: "037"));
        Assert.Contains("ÉduConnect - MétéoStats", (await agent.GetAsync("/arena")).Text, StringComparison.Ordinal);
        var page = await agent.GetAsync("/meteostats");
        Assert.Equal("/meteostats/national", page.Address.AbsolutePath);
        Assert.Equal(["Statistiques nationales", "Statistiques académiques", "Statistiques départementales", "Statistiques des circonscriptions"], page.Document.QuerySelectorAll("nav.tabs a").Select(tab => tab.TextContent.Trim()));
        Assert.Contains("Dernière mise à jour le 20/11/2026 à 03:40", page.Text, StringComparison.Ordinal);
        Assert.Equal(["1er et 2nd degrés – responsables", "1er degré – responsables", "2nd degré – représentants légaux", "2nd degré – personnes en charge", "2nd degré – élèves"], page.Document.QuerySelectorAll("main details > summary").Select(fold => fold.TextContent));
        var folds = page.Document.QuerySelectorAll("main details");
        Assert.Equal("Total 6 0 0 2 8", folds[0].QuerySelectorAll(".table tbody tr").Select(Words).Last());
        Assert.Equal([0, 1, 1, 1, 1], folds.Select(fold => fold.QuerySelectorAll("a[href*='/evolution/']").Length));
        Assert.Contains("\r\nFrance;1er et 2nd degrés;Responsables;Total;6;0;0;2;8\r\n", (await agent.GetAsync("/meteostats/national/france/csv")).Body, StringComparison.Ordinal);
        var rows = folds[2].QuerySelectorAll(".table tbody tr").Select(Words).ToList();
        Assert.Equal(["ATEN 0 0 0 0 0", "ENT 0 0 0 0 0", "Établissement 0 0 0 0 0", "Responsable 0 0 0 0 0", "FranceConnect 0 0 0 1 1", "N/A 3 0 0 0 3", "Total 3 0 0 1 4"], rows);
        Assert.Empty(page.Document.QuerySelectorAll("[style]"));
    }

    [Fact]
    [Trait("Row", "#223")]
    [Trait("Row", "#228")]
    public async Task An_academie_is_chosen_on_the_map_or_in_the_table()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "reader", new NewRight(AgentModule.PupilSupport, Uai: "9999999Z"));
        var page = await agent.GetAsync("/meteostats/academies");
        Assert.Contains("Veuillez sélectionner une académie en cliquant sur la carte afin d’afficher les statistiques de distribution des comptes EduConnect.", page.Text, StringComparison.Ordinal);
        var onMap = page.Document.QuerySelector(".map a[aria-label^='Orléans-Tours']")!;
        Assert.Equal("Orléans-Tours : 25\u00a0%", onMap.GetAttribute("aria-label"));
        Assert.Equal("shade-2", onMap.GetAttribute("class"));
        Assert.Contains("MétéoStats", page.Document.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("shade-0", page.Document.QuerySelector(".map a[aria-label='Corse']")!.GetAttribute("class"));
        Assert.Equal(30, page.Document.QuerySelectorAll(".beside tbody th a").Length);
        var shown = await agent.GetAsync(onMap.GetAttribute("href")!);
        Assert.Equal("Statistiques de l’académie d’Orléans-Tours", shown.Document.QuerySelector("h1")!.TextContent);
        Assert.NotNull(shown.Document.QuerySelector(".map a[aria-current=page][aria-label^='Orléans-Tours']"));
        Assert.DoesNotContain("Cockpit", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Pas encore de chiffres", (await agent.GetAsync("/meteostats/academies/corse")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/meteostats/academies/atlantide")).Status);
    }

    [Fact]
    [Trait("Row", "#224")]
    [Trait("Row", "#225")]
    public async Task Departements_and_circonscriptions_are_chosen_among_those_granted()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "reader", new NewRight(AgentModule.Statistics, Departement: "037"), new NewRight(AgentModule.Statistics, Departement: "045"));
        Assert.Equal(["037 - Indre-et-Loire", "045 - Loiret"], await ChoicesAsync(agent, "/meteostats/departements"));
        Assert.Equal(["045 - Loiret"], await ChoicesAsync(agent, "/meteostats/departements?q=loiret"));
        Assert.Equal(["037 - Indre-et-Loire"], await ChoicesAsync(agent, "/meteostats/departements?q=037"));
        Assert.Equal(["037 - Indre-et-Loire"], await ChoicesAsync(agent, "/meteostats/departements?q=37"));
        Assert.Empty(await ChoicesAsync(agent, "/meteostats/departements?q=7"));
        Assert.Empty(await ChoicesAsync(agent, "/meteostats/departements?q=corse"));
        Assert.Equal(["8700 (académie d’Orléans-Tours)"], await ChoicesAsync(agent, "/meteostats/circonscriptions"));
        var page = await agent.GetAsync("/meteostats/circonscriptions/18-8700");
        Assert.Equal("Statistiques de la circonscription 8700", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal(["1er degré – responsables"], page.Document.QuerySelectorAll("main details > summary").Select(fold => fold.TextContent));
        Assert.NotNull(page.Document.QuerySelector(".bars svg[role=img]"));
        Assert.Equal("Statistiques du département 037 - Indre-et-Loire", (await agent.GetAsync("/meteostats/departements/037")).Document.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task The_evolution_draws_two_school_years_and_the_cockpit_names_the_schools()
    {
        await using (var db = _app.Main())
        {
            var day = await db.Set<Core.Statistics.TerritoryDay>().AsNoTracking().SingleAsync(
                one => one.Level == Core.Statistics.TerritoryLevel.Departement && one.List == Core.Schools.Lists.ListKind.LegalGuardians, Cancellation);
            (day.Day, day.Activated) = (new DateOnly(2025, 11, 18), 2);
            db.Add(day);
            await db.SaveChangesAsync(Cancellation);
        }

        using var agent = await AgentBrowser.SignInAsync(_app, "reader", new NewRight(AgentModule.Statistics, Departement: "037"));
        var page = await agent.GetAsync("/meteostats/departements/037/evolution/representants-legaux");
        Assert.Equal(["Année 2026-2027", "Année 2025-2026"], page.Document.QuerySelectorAll("figcaption > span").Select(line => line.TextContent.Trim()));
        Assert.Equal(2, page.Document.QuerySelectorAll(".lines > svg > .lines__line").Length);
        Assert.Equal(["20/11/2026 4 1 25 % 50 % −25 25 %"], page.Document.QuerySelectorAll(".table tbody tr").Select(Words));
        var days = (await agent.GetAsync("/meteostats/departements/037/evolution/representants-legaux?format=csv")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("037 - Indre-et-Loire;2nd degré;Représentants légaux;20/11/2026;4;1;25;4;1;25", days[2]);

        var cockpit = await agent.GetAsync("/meteostats/academies/orleans-tours/rentree");
        Assert.Contains("Départements qui vous sont ouverts ici : 037 - Indre-et-Loire.", cockpit.Text, StringComparison.Ordinal);
        Assert.Single(cockpit.Document.QuerySelectorAll(".table tbody tr"));
        Assert.Contains("25 % d’élèves ayant au moins un responsable avec un compte activé", cockpit.Text, StringComparison.Ordinal);
    }

    private static async Task<List<string>> ChoicesAsync(PageClient agent, string address) =>
        [.. (await agent.GetAsync(address)).Document.QuerySelectorAll(".grid a").Select(link => link.TextContent)];

    private static string Words(AngleSharp.Dom.IElement row) => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
