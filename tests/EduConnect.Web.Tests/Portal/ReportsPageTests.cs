using System.Net;
using EduConnect.Core.Guardians;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Portal;

/// <summary>Mes signalements with several children (rows #75, #77).</summary>
public sealed class ReportsPageTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#75"), Trait("Row", "#77")]
    public async Task Each_reported_child_has_fields_and_errors_of_its_own(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = await family.ClaireAsync();
        await ReportBothAsync(family);
        var page = await browser.GetAsync("/portail/signalements");
        var ids = page.Document.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);

        var wrong = await AnswerAsync(browser, page, family.Malo, Family.MaloBirth.AddDays(1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(3, Wrong(wrong, family.Malo));
        Assert.Equal(0, Wrong(wrong, family.Ines));
        Assert.Equal("2018", Year(wrong, family.Malo));
        Assert.True(string.IsNullOrEmpty(Year(wrong, family.Ines)));
        Assert.Equal($"#Input_{family.Malo.Pupil.Id}__BirthDate_Day", Assert.Single(wrong.Document.QuerySelectorAll("main a[href^='#Input']")).GetAttribute("href"));

        var right = await AnswerAsync(browser, wrong, family.Malo, Family.MaloBirth);
        Assert.Contains("Le rattachement est confirmé.", right.Plain(), StringComparison.Ordinal);
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(family.Malo, family.Claire.Account.Id));
        Assert.Equal(LinkStatement.ReportedWrong, await family.StatementAsync(family.Ines, family.Claire.Account.Id));
    }

    [Fact]
    [Trait("Row", "#77"), Trait("Rule", "S-BD1")]
    public async Task After_three_wrong_dates_the_page_leads_out_and_after_five_it_asks_to_wait()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        using var later = await family.EnterAsync("c.morel27");
        await ReportBothAsync(family);
        await WrongAsync(browser, 3, "Cette date de naissance ne correspond pas");
        await WrongAsync(browser, 1, "Déconnectez-vous, reconnectez-vous, puis recommencez.");
        await WrongAsync(later, 2, "Cette date de naissance ne correspond pas");
        await WrongAsync(later, 1, "Attendez 24 heures");

        async Task WrongAsync(PageClient window, int times, string sentence)
        {
            for (var i = 0; i < times; i++)
            {
                var answer = await AnswerAsync(window, await window.GetAsync("/portail/signalements"), family.Malo, Family.MaloBirth.AddDays(1));
                Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
                Assert.Contains(sentence, answer.Plain(), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("Input[x].BirthDate.Day")]
    [InlineData("Input[x]")]
    [InlineData("Autre")]
    public async Task A_form_that_this_page_did_not_make_changes_nothing(string field)
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await ReportBothAsync(family);
        var page = await browser.GetAsync("/portail/signalements");
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var name in (string[])[field, field.Replace("x", family.Ines.Pupil.Id.ToString(), StringComparison.Ordinal)])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/portail/signalements", [new(name, "14"), new("__RequestVerificationToken", token)])).Status);
        }

        Assert.Equal(LinkStatement.ReportedWrong, await family.StatementAsync(family.Ines, family.Claire.Account.Id));
    }

    private static Task<Page> AnswerAsync(PageClient browser, Page page, TestPupil pupil, DateOnly date)
    {
        var values = new Dictionary<string, string>();
        AccountSteps.Date(values, 0, date);
        return browser.SubmitAsync(page, values.ToDictionary(pair => pair.Key.Replace("[0]", $"[{pupil.Pupil.Id}]", StringComparison.Ordinal), pair => pair.Value), $"input[name='Input[{pupil.Pupil.Id}].BirthDate.Day']");
    }

    private static int Wrong(Page page, TestPupil pupil) => page.Document.QuerySelectorAll($"input[name^='Input[{pupil.Pupil.Id}]'][aria-invalid=true]").Length;

    private static string? Year(Page page, TestPupil pupil) => page.Document.QuerySelector($"input[name='Input[{pupil.Pupil.Id}].BirthDate.Year']")!.GetAttribute("value");

    private static async Task ReportBothAsync(Family family)
    {
        await using var main = family.App.Main();
        await Children.LinksOf(main, family.Claire.Account.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.ReportedWrong).SetProperty(link => link.StatedAt, family.Clock.UtcNow), TestContext.Current.CancellationToken);
    }
}
