using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Doublons possibles as an agent of a school decides them: from Accueil to both answers. axe looks at every page at 1280 px and at 320 px.</summary>
[Collection(nameof(SiteCollection))]
public sealed class DoubtJourneys(BrowserSite site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Trait("Section", "4.1"), Trait("Section", "4.2")]
    [InlineData(Degree.Second)]
    [InlineData(Degree.First)]
    public async Task Agent_compares_two_guardians_joins_them_and_keeps_two_others_apart(Degree degree)
    {
        var school = await SchoolAsync(degree);
        await using var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, await AgentDesk.AddAsync(site, $"doubts-{school.Uai}", school));
        var page = window.Page;
        await window.GoAsync("/administration/" + school.Uai);
        await window.CheckBothWidthsAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "2 doublons possibles à trancher" }).ClickAsync();
        await window.OnPageAsync("Doublons possibles");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Comparer .*DELORME") }).ClickAsync();
        await window.OnPageAsync("Doublon possible");
        await page.GetByRole(AriaRole.Link, new() { Name = "C’est la même personne" }).ClickAsync();
        await window.OnPageAsync("C’est la même personne");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Les deux comptes n’en font plus qu’un.")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Comparer PLESSIS" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ce sont deux personnes" }).ClickAsync();
        await Assertions.Expect(page.GetByText("la question ne sera plus posée")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Aucun doublon possible")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
    }

    [Fact, Trait("Section", "2.6"), Trait("Section", "3.1")]
    public async Task Agent_joins_two_pupils_and_keeps_two_others_apart()
    {
        School school;
        await using (var main = site.App.Main())
        {
            var data = new TestData(main);
            school = data.School(name: "Jeanne-Valmont");
            var schoolClass = data.Class(school, "5E B", "Cinquième B");
            Twins(main, data.Pupil(school, schoolClass, "LUDOVIC-MARSAC DE LA ROCHEFOUCAULD", "Marie-Bénédicte"), data.Pupil(school, null, "LUDOVIC-MARSAC DE LA ROCHEFOUCAULD", "Marie-Bénédicte"));
            Twins(main, data.Pupil(school, schoolClass, "OSTREL", "Basile"), data.Pupil(school, schoolClass, "OSTREL", "Basile"));
            await data.SaveAsync();
        }

        await using var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, await AgentDesk.AddAsync(site, $"pupil-doubts-{school.Uai}", school));
        var page = window.Page;
        await window.GoAsync($"/administration/{school.Uai}/eleves");
        await page.GetByRole(AriaRole.Link, new() { Name = "2 doublons possibles à trancher" }).ClickAsync();
        await window.OnPageAsync("Doublons possibles");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Comparer LUDOVIC") }).ClickAsync();
        await window.OnPageAsync("Doublon possible");
        await page.GetByRole(AriaRole.Link, new() { Name = "C’est le même élève" }).ClickAsync();
        await window.OnPageAsync("C’est le même élève");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Les deux élèves n’en font plus qu’un.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Comparer OSTREL") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ce sont deux élèves" }).ClickAsync();
        await Assertions.Expect(page.GetByText("la question ne sera plus posée")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Aucun doublon possible")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
    }

    private static void Twins(MainDb main, TestPupil known, TestPupil later)
    {
        (known.Pupil.IdentityKey, later.Pupil.IdentityKey, later.Pupil.Ine) = (43, 43, null);
        main.Add(new PupilDoubt { PupilId = known.Pupil.Id, OtherPupilId = later.Pupil.Id, NoticedAt = DateTime.UtcNow });
    }

    private async Task<School> SchoolAsync(Degree degree)
    {
        School school;
        await using (var main = site.App.Main())
        {
            var data = new TestData(main);
            school = data.School(name: "Jeanne-Valmont", degree: degree);
            var schoolClass = data.Class(school, "5E B", "Cinquième B");
            var (child, sibling) = (data.Pupil(school, schoolClass, "LUDOVIC-MARSAC DE LA ROCHEFOUCAULD", "Marie-Bénédicte Éloïse"), data.Pupil(school, schoolClass, "OSTREL", "Basile"));
            data.Guardian(child, "DELORME-LA ROCHEFOUCAULD", "Viviane", mail: "viviane.delorme-la-rochefoucauld@example.org", mobile: "+33639980031");
            data.Guardian(sibling, "DELORME", "Viviane", mail: "viviane.delorme-la-rochefoucauld@example.org", mobile: null);
            data.Guardian(child, "PLESSIS", "Odile", mail: null, mobile: "+33639980032");
            data.Guardian(sibling, "PLESSIS", "Odile", mail: null, mobile: null);
            await data.SaveAsync();
        }

        await using var scope = site.App.Services.CreateAsyncScope();
        Assert.IsType<FindNearMatches>(scope.ServiceProvider.GetServices<NightStep>().Single(step => step.Name == "matching"));
        Assert.True((await scope.ServiceProvider.GetRequiredService<RunNight>().RunAsync("matching", Cancellation)).IsComplete);
        return school;
    }
}
