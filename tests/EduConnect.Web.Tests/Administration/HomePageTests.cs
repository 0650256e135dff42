using System.Globalization;
using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Administration;

/// <summary>Accueil, in a browser without scripts: what it says, and that every figure opens a list of as many.</summary>
public sealed class HomePageTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(clock: _clock, settings: ["--Roles=sign-in,administration", "--Service:PortalAddress=https://portail.exemple.test"]);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [Trait("Row", "#118")]
    [Trait("Row", "#120")]
    [Trait("Row", "#122")]
    [Trait("Row", "#123")]
    [InlineData(Degree.Second, 18)]
    [InlineData(Degree.First, 13)]
    public async Task Every_figure_opens_the_list_of_those_it_counts(Degree degree, int figures)
    {
        var school = await SchoolAsync(degree);
        using var agent = await AgentAsync(school);
        var home = await agent.GetAsync("/administration/" + school.Uai);
        var links = home.Document.QuerySelectorAll(".figures a").Select(link => (Link: link, Count: Number(link.QuerySelector("b")!.TextContent)))
            .Concat(home.Document.QuerySelectorAll(".chart tbody a").Select(link => (Link: link, Count: Number(link.Closest("tr")!.QuerySelector("td b")!.TextContent)))).ToList();
        Assert.Equal(figures, links.Count);
        Assert.Contains(links, link => link.Count > 1);
        foreach (var (link, count) in links)
        {
            var list = await agent.GetAsync(link.GetAttribute("href")!);
            var shown = list.Document.QuerySelectorAll(".chosen [role=status] b").Select(number => Number(number.TextContent)).ToList();
            var isTies = link.GetAttribute("href")!.EndsWith("traiter=lien", StringComparison.Ordinal) || link.GetAttribute("href")!.EndsWith("traiter=date", StringComparison.Ordinal);
            Assert.Equal((HttpStatusCode.OK, link.TextContent.Trim(), count), (list.Status, link.TextContent.Trim(), isTies ? shown[0] : shown[^1]));
            Assert.Equal(link.GetAttribute("href")!.Contains('?', StringComparison.Ordinal) ? 1 : 0, list.Document.QuerySelectorAll(".chosen a").Length);
        }
    }

    [Fact]
    [Trait("Row", "#119")]
    [Trait("Row", "#121")]
    [Trait("Row", "#124")]
    [Trait("Row", "#125")]
    [Trait("Row", "#14")]
    [Trait("Row", "#116")]
    public async Task A_college_reads_its_words_and_the_date_of_its_data()
    {
        var school = await SchoolAsync(Degree.Second);
        using var agent = await AgentAsync(school);
        var home = await agent.GetAsync("/administration/" + school.Uai);
        foreach (var sentence in new[]
        {
            "Date de dernière mise à jour des données de l’établissement : 20-11-2026 à 04:12", "Représentants légaux à traiter", "À corriger dans SIECLE", "États des comptes des représentants légaux",
            "États des comptes des élèves", "Chiffres clés des représentants légaux", "connectés depuis le 01-09-2026", "2 à informer en priorité", "https://portail.exemple.test",
        })
        {
            Assert.Contains(sentence, home.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Administration des comptes", home.Document.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("UAI " + school.Uai, home.Document.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Accueil", "Représentants légaux 3 à traiter", "Personnes en charge", "Élèves", "Statistiques", "Paramètres"], Tabs(home));
        Assert.Equal("/aide/agents", home.Document.QuerySelectorAll("footer a").Single(link => link.TextContent.StartsWith("Besoin d’aide", StringComparison.Ordinal)).GetAttribute("href"));
    }

    [Fact]
    [Trait("Row", "#117")]
    [Trait("Row", "#118")]
    [Trait("Row", "#14")]
    public async Task An_ecole_reads_its_own()
    {
        var school = await SchoolAsync(Degree.First);
        using var agent = await AgentAsync(school);
        var home = await agent.GetAsync("/administration/" + school.Uai);
        Assert.Contains("Date de dernière mise à jour des données de l’école", home.Text, StringComparison.Ordinal);
        Assert.Contains("Responsables à traiter", home.Text, StringComparison.Ordinal);
        Assert.Contains("À corriger dans ONDE", home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("établissement", home.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Représentants légaux", home.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Accueil", "Responsables 3 à traiter", "Statistiques", "Journal"], Tabs(home));
    }

    [Fact]
    [Trait("Row", "#123")]
    [Trait("Row", "#136")]
    public async Task A_school_without_anybody_shows_noughts_that_open_empty_lists()
    {
        await using var db = _app.Main();
        var data = new TestData(db);
        var school = data.School();
        school.UpdatedFromDirectoryAt = null;
        await data.SaveAsync();
        using var agent = await AgentAsync(school);
        var home = await agent.GetAsync("/administration/" + school.Uai);
        Assert.Contains("Non renseignée", home.Text, StringComparison.Ordinal);
        Assert.All(home.Document.QuerySelectorAll(".figures b"), number => Assert.Equal("0", number.TextContent));
        Assert.Contains("Aucun résultat", (await agent.GetAsync(home.Document.QuerySelector(".figures a")!.GetAttribute("href")!)).Text, StringComparison.Ordinal);
    }

    private static List<string> Tabs(Page page) => [.. page.Document.QuerySelectorAll("nav.tabs a").Select(tab => string.Join(' ', tab.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private static int Number(string text) => int.Parse(string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    private Task<PageClient> AgentAsync(School school) => AgentBrowser.SignInAsync(_app, "head." + school.Uai, new NewRight(AgentModule.Administration, Uai: school.Uai));

    private async Task<School> SchoolAsync(Degree degree)
    {
        await using var db = _app.Main();
        var data = new TestData(db);
        var school = data.School(degree: degree);
        school.UpdatedFromDirectoryAt = new DateTime(2026, 11, 20, 3, 12, 0, DateTimeKind.Utc);
        var (first, second) = (data.Pupil(school), data.Pupil(school));
        var busy = data.Guardian(first, others: second);
        (busy.Account.State, busy.Account.Mail, busy.Account.MailConfirmedAt, busy.Account.MobileConfirmedAt, busy.Account.LastSignInAt) = (AccountState.Activated, "a@example.org", _clock.UtcNow, _clock.UtcNow, _clock.UtcNow);
        var waiting = data.Guardian(first).Account;
        (waiting.State, waiting.MailInError, waiting.LastSignInAt) = (AccountState.Activating, true, _clock.UtcNow);
        data.Guardian(first, mobile: null);
        var risky = data.Guardian(second, mobile: null).Account;
        risky.IsCompromised = true;
        data.Guardian(second).Account.State = AccountState.Informed;
        var charge = data.Guardian(second, kind: GuardianKind.PersonInCharge).Account;
        (charge.State, charge.IsCompromised) = (AccountState.Activated, true);
        await data.SaveAsync();
        var links = await db.Set<GuardianLink>().Where(link => link.GuardianRecordId == busy.Records[0].Id).ToListAsync(TestContext.Current.CancellationToken);
        links.ForEach(link => link.Statement = LinkStatement.ReportedWrong);
        (await db.Set<GuardianLink>().FirstAsync(link => link.PupilId == second.Pupil.Id && link.Kind == GuardianKind.LegalGuardian && link.GuardianRecordId != busy.Records[0].Id, TestContext.Current.CancellationToken)).Statement = LinkStatement.BirthDateReported;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return school;
    }
}
