using System.Net;
using EduConnect.Core.Guardians;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>Mes enfants and the report of a tie (rows #27, #72 to #76, #79, #100).</summary>
public sealed class ReportTieTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#100"), Trait("Row", "#74"), Trait("Row", "#76"), Trait("Row", "#27"), Trait("Row", "#73")]
    public async Task A_report_takes_two_pages_tells_the_school_and_never_takes_the_last_child(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = await family.ClaireAsync();
        var page = await browser.GetAsync("/mon-compte/enfants");
        foreach (var words in (string[])["Inès MOREL", "Né(e) le 14/09/2014", "Malo MOREL", "CLG Jeanne-Valmont", "Classe de 5E B", "Je ne suis pas le représentant légal de cet élève", "Ajouter des élèves depuis un autre compte"])
        {
            Assert.Contains(words, page.Plain(), StringComparison.Ordinal);
        }

        var asked = await browser.GetAsync(Address(family.Ines));
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(family.Ines, family.Claire.Account.Id));
        var done = await AccountSteps.PressAsync(browser, asked);
        Assert.Contains("Votre signalement est enregistré", done.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("Inès MOREL", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Inès MOREL", (await browser.GetAsync("/portail")).Text, StringComparison.Ordinal);
        var mail = await family.LastAsync("tie-reported");
        Assert.Equal("[EduConnect] Signalement d'un rattachement élève-représentant légal erroné", mail.Subject);
        Assert.Contains("académie de Poitiers", mail.Text, StringComparison.Ordinal);

        var last = await browser.GetAsync(Address(family.Malo));
        Assert.Contains("votre signalement ne peut pas être pris en compte", last.Plain(), StringComparison.Ordinal);
        Assert.Null(last.Document.QuerySelector("main form"));
        var token = last.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync(Address(family.Malo), [new("__RequestVerificationToken", token)])).Status);
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(family.Malo, family.Claire.Account.Id));
    }

    [Fact]
    [Trait("Row", "#78"), Trait("Row", "#100")]
    public async Task A_child_whose_date_was_reported_is_named_with_what_is_waited_for()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var malo = family.Malo.Pupil.Id;
        await using (var main = family.App.Main())
        {
            await main.Set<GuardianLink>().Where(link => link.PupilId == malo).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.BirthDateReported), TestContext.Current.CancellationToken);
        }

        var page = await browser.GetAsync("/mon-compte/enfants");
        Assert.Contains("Malo M. : date de naissance signalée, l’établissement doit la corriger.", page.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("Malo MOREL", page.Plain(), StringComparison.Ordinal);
        Assert.Contains("Inès MOREL", page.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_child_is_not_found()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var (_, jade) = await family.OtherAccountAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Address(jade))).Status);
        var token = (await browser.GetAsync("/portail")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(Address(jade), [new("__RequestVerificationToken", token)])).Status);
        Assert.DoesNotContain(await family.MainAsync<GuardianLink>(), link => link.Statement == LinkStatement.ReportedWrong);
    }

    [Fact]
    [Trait("Row", "#73")]
    public async Task Two_tabs_cannot_report_both_children_at_once()
    {
        await using var family = await Family.StartAsync(Engine.PostgreSql);
        using var browser = await family.ClaireAsync();
        var (ines, malo) = (await browser.GetAsync(Address(family.Ines)), await browser.GetAsync(Address(family.Malo)));
        await Task.WhenAll(AccountSteps.PressAsync(browser, ines), AccountSteps.PressAsync(browser, malo));
        Assert.Single((await family.MainAsync<GuardianLink>()).Where(link => family.Claire.Records.Any(record => record.Id == link.GuardianRecordId)), link => link.Statement == LinkStatement.ReportedWrong);
    }

    [Fact]
    public async Task A_guardian_of_seven_children_in_four_schools_sees_them_all()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await using (var main = family.App.Main())
        {
            var data = new TestData(main);
            var schools = Enumerable.Range(0, 2).Select(i => data.School(name: "École " + i, degree: Core.Schools.Degree.First)).ToList();
            foreach (var child in Enumerable.Range(0, 5).Select(i => data.Pupil(schools[i % 2], null, "MOREL", "Enfant" + i)).ToList())
            {
                main.Add(new GuardianLink { GuardianRecordId = family.Claire.Records[0].Id, PupilRecordId = child.Record.Id, PupilId = child.Pupil.Id, Relation = "10", Kind = GuardianKind.LegalGuardian, Statement = LinkStatement.Confirmed, StatedAt = family.Clock.UtcNow });
            }

            await data.SaveAsync();
        }

        var page = await browser.GetAsync("/mon-compte/enfants");
        Assert.Equal(7, page.Document.QuerySelectorAll("main a[href$='/signaler']").Length);
        Assert.Equal(7, page.Document.QuerySelectorAll("main h2").Count(title => title.TextContent.Contains("MOREL", StringComparison.Ordinal)));
    }

    private static string Address(TestPupil pupil) => $"/mon-compte/enfants/{pupil.Pupil.Id}/signaler";
}
