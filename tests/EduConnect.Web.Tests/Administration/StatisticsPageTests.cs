using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>Statistiques of a school, in a browser without scripts.</summary>
public sealed class StatisticsPageTests : IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 20, 10, 0, TimeSpan.Zero));
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(clock: _clock, settings: "--Roles=sign-in,administration");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    [Trait("Row", "#203")]
    [Trait("Row", "#205")]
    [Trait("Row", "#206")]
    [Trait("Row", "#207")]
    [Trait("Row", "#208")]
    [Trait("Row", "#209")]
    public async Task A_college_reads_the_figures_of_the_night_by_state_path_class_mef_and_origin()
    {
        var (agent, school) = await OpenAsync(Degree.Second);
        var empty = await agent.GetAsync($"/administration/{school.Uai}/statistiques/representants-legaux");
        Assert.Contains("n’ont jamais été calculés", empty.Text, StringComparison.Ordinal);
        await NightAsync();
        var page = await agent.GetAsync($"/administration/{school.Uai}/statistiques/representants-legaux");
        Assert.Contains("Dernière mise à jour le 20/11/2026 à 21:10", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Représentants légaux", "Personnes en charge", "Élèves"], page.Document.QuerySelectorAll(".subnav a").Select(link => link.TextContent));
        Assert.Equal("Statistiques", page.Document.QuerySelector("nav.tabs [aria-current]")!.TextContent.Trim());
        Assert.Equal(["Activés 2 50 %", "En cours d’activation 0 0 %", "Non activés et informés 1 25 %", "Non activés et non informés 1 25 %", "Total 4 100 %"], Rows(page, ".chart table", 0));
        Assert.Equal(["FranceConnect 1 50 %", "Auto-inscription 1 50 %", "Mot de passe provisoire 0 0 %", "Autre 0 0 %", "Total 2 100 %"], Rows(page, ".chart table", 1));
        Assert.Equal(["Par classe", "Par MEF", "Par origine du compte"], page.Document.QuerySelectorAll("main details > summary").Select(summary => summary.TextContent));
        Assert.Equal(["5A 0 0 0 1 1", "5B 1 1 0 1 3"], Rows(page, "details table", 0));
        Assert.Equal(["5A 1 0 0 0 1", "5B 0 1 0 0 1"], Rows(page, "details table", 1));
        Assert.Equal(["ATEN 0 0 0 0 0", "ENT 0 0 0 0 0", "Établissement 0 1 0 0 1", "Responsable 0 0 0 1 1", "FranceConnect 0 0 0 1 1", "N/A 1 0 0 0 1", "Total 1 1 0 2 4"], Rows(page, "details table", 4));
        var pupils = await agent.GetAsync($"/administration/{school.Uai}/statistiques/eleves");
        Assert.DoesNotContain("Auto-inscription", string.Join(' ', Rows(pupils, ".chart table", 1)), StringComparison.Ordinal);
        Assert.DoesNotContain("En cours", pupils.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync(page.Document.QuerySelector(".chart a")!.GetAttribute("href")!)).Status);
        Assert.Empty(page.Document.QuerySelectorAll("[style]"));
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/administration/{school.Uai}/statistiques/eleves-exterieurs")).Status);
    }

    [Fact]
    [Trait("Row", "#204")]
    [Trait("Row", "#210")]
    public async Task An_ecole_reads_percentages_and_refreshes_them()
    {
        var (agent, school) = await OpenAsync(Degree.First);
        await NightAsync();
        var address = $"/administration/{school.Uai}/statistiques/responsables";
        var page = await agent.GetAsync(address);
        Assert.Contains("4 comptes de responsables", page.Text, StringComparison.Ordinal);
        Assert.Contains("50 % de responsables avec un compte activé", page.Text, StringComparison.Ordinal);
        Assert.Contains("66,67 % d’élèves ayant au moins un responsable avec un compte activé", page.Text, StringComparison.Ordinal);
        Assert.Equal(["CE1 0 0 0 1 1 100 % 100 %", "CM2 1 1 0 1 3 33,33 % 50 %"], Rows(page, "details table", 2));
        Assert.DoesNotContain("Représentants légaux", page.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        await using (var db = _app.Main())
        {
            foreach (var account in db.Set<Account>())
            {
                account.State = AccountState.Activated;
            }

            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Contains("50 % de responsables", (await agent.GetAsync(address)).Text, StringComparison.Ordinal);
        var after = await agent.SubmitAsync(page, new Dictionary<string, string>());
        Assert.Contains("Les statistiques viennent d’être calculées à nouveau.", after.Text, StringComparison.Ordinal);
        Assert.Contains("Dernière mise à jour le 20/11/2026 à 21:15", after.Text, StringComparison.Ordinal);
        Assert.Contains("100 % d’élèves ayant", after.Text, StringComparison.Ordinal);

        var file = await agent.GetAsync(address + "/csv");
        Assert.Equal("text/csv", file.Response.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"statistiques-{school.Uai}-responsables.csv", file.Response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Responsables;Niveau;CM2;CM2;0;0;0;3;3;100;", file.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#249")]
    public async Task During_maintenance_the_figures_are_read_and_not_refreshed()
    {
        var (agent, school) = await OpenAsync(Degree.Second);
        await NightAsync();
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(_clock.UtcNow.AddMinutes(-1), _clock.UtcNow.AddHours(1));
        var page = await agent.GetAsync($"/administration/{school.Uai}/statistiques/eleves");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Document.QuerySelector("main form button[disabled]"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await agent.SubmitAsync(page, new Dictionary<string, string>())).Status);
    }

    private static List<string> Rows(Page page, string tables, int index) => [.. page.Document.QuerySelectorAll(tables)[index].QuerySelectorAll("tbody tr")
        .Select(row => string.Join(' ', row.QuerySelectorAll("th, td").SelectMany(cell => cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))];

    private Task<NightReport> NightAsync() => _app.WithAsync(services => services.GetRequiredService<RunNight>().RunAsync("statistics", TestContext.Current.CancellationToken));

    private async Task<(PageClient Agent, School School)> OpenAsync(Degree degree)
    {
        await using var db = _app.Main();
        var data = new TestData(db);
        var school = data.School(degree: degree);
        var (a, b) = (data.Class(school, "5A"), data.Class(school, "5B"));
        string? Level(string level) => degree == Degree.First ? level : null;
        var (first, second, third) = (data.Pupil(school, a, level: Level("CE1")), data.Pupil(school, b, level: Level("CM2")), data.Pupil(school, b, level: Level("CM2")));
        Set(data.Guardian(first).Account, AccountState.Activated, ActivationMode.FranceConnect);
        Set(data.Guardian(second).Account, AccountState.Activated, ActivationMode.SelfRegistration);
        Set(data.Guardian(second).Account, AccountState.Informed, ActivationMode.School);
        data.Guardian(third);
        await data.SaveAsync();
        return (await AgentBrowser.SignInAsync(_app, "head." + school.Uai, new NewRight(AgentModule.Administration, Uai: school.Uai)), school);
    }

    private static void Set(Account account, AccountState state, ActivationMode mode) => (account.State, account.Mode) = (state, mode);
}
