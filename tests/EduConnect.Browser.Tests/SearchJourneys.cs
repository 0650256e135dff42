using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Accueil and the lists as a head of school uses them: from a figure to its list, marks by keyboard. axe looks at every page at 1280 px and at 320 px.</summary>
[Collection(nameof(SiteCollection))]
public sealed class SearchJourneys(BrowserSite site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Trait("Row", "#120"), Trait("Row", "#123")]
    [InlineData(Degree.Second)]
    [InlineData(Degree.First)]
    public async Task Head_sees_every_figure_and_goes_from_one_to_its_list(Degree degree)
    {
        var school = await SchoolAsync(degree);
        await using var window = await OpenAsync("figures-" + degree, school);
        await window.GoAsync("/administration/" + school.Uai);
        await CheckAsync(window);
        var figures = await window.Page.Locator(".figures a, .chart tbody a").CountAsync();
        Assert.InRange(figures, 13, 18);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "1 lien élève-responsable signalé en erreur" }).First.ClickAsync();
        await Assertions.Expect(window.Page.GetByText("À traiter Lien signalé")).ToBeVisibleAsync();
        await CheckAsync(window);
    }

    [Fact, Trait("Row", "#132"), Trait("Row", "#181")]
    public async Task Marks_are_reached_and_explained_by_keyboard_and_the_ticked_boxes_stay()
    {
        var school = await SchoolAsync(Degree.Second);
        await using var window = await OpenAsync("marks", school);
        var page = window.Page;
        await window.GoAsync($"/administration/{school.Uai}/representants-legaux");
        var box = page.GetByLabel("Sélectionner DELORME-LA ROCHEFOUCAULD Viviane").First;
        await box.CheckAsync();
        var mark = page.GetByRole(AriaRole.Link, new() { Name = "Lien signalé" }).First;
        await mark.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#repere-lien")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator("#repere-lien")).ToContainTextAsync("corrigez dans SIECLE");
        await Assertions.Expect(box).ToBeCheckedAsync();
        await CheckAsync(window);
    }

    [Theory, Trait("Row", "#127"), Trait("Row", "#172"), Trait("Row", "#175"), Trait("Row", "#176")]
    [InlineData(Degree.Second, "eleves?age=moins-de-15&etat=non-informe")]
    [InlineData(Degree.Second, "eleves-exterieurs")]
    [InlineData(Degree.Second, "representants-legaux?famille=aucun&traiter=compromis")]
    [InlineData(Degree.First, "responsables?mail=connue&mail=confirme")]
    [InlineData(Degree.Second, "personnes-en-charge?q=personne-de-ce-nom")]
    public async Task Every_list_is_clean_at_both_widths(Degree degree, string list)
    {
        var school = await SchoolAsync(degree);
        await using var window = await OpenAsync("lists-" + list.Split('?')[0], school);
        await window.GoAsync($"/administration/{school.Uai}/{list}");
        await CheckAsync(window);
    }

    private static async Task CheckAsync(Window window)
    {
        await window.CheckAsync();
        await window.Page.SetViewportSizeAsync(320, 900);
        await window.CheckAsync();
        await window.Page.SetViewportSizeAsync(1280, 900);
    }

    private async Task<Window> OpenAsync(string agent, School school)
    {
        var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, await AgentDesk.AddAsync(site, $"search-{agent}-{school.Uai}", school));
        return window;
    }

    private async Task<School> SchoolAsync(Degree degree)
    {
        await using var main = site.App.Main();
        var data = new TestData(main);
        var (school, other) = (data.School(name: "Jeanne-Valmont", degree: degree), data.School(name: "Henri-Castellan de la Roche-sur-Yon"));
        var child = data.Pupil(school, data.Class(school, "5E B", "Cinquième B"), "LUDOVIC-MARSAC DE LA ROCHEFOUCAULD", "Marie-Bénédicte Éloïse", level: degree == Degree.First ? "CE1" : null);
        var guardian = data.Guardian(child, "DELORME-LA ROCHEFOUCAULD", "Viviane");
        (guardian.Account.IsCompromised, guardian.Account.MailInError, guardian.Account.NewUsernameRequestedAt) = (true, true, DateTime.UtcNow);
        data.Guardian(child, "PLESSIS", "Odile", kind: GuardianKind.PersonInCharge).Account.State = AccountState.Activated;
        data.External(data.Pupil(other, null, "OSTREL", "Basile"), school);
        await data.SaveAsync();
        (await main.Set<GuardianLink>().SingleAsync(link => link.GuardianRecordId == guardian.Records[0].Id, Cancellation)).Statement = LinkStatement.ReportedWrong;
        await main.SaveChangesAsync(Cancellation);
        return school;
    }
}
