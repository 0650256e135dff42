using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Portal;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>The portal of a guardian with children in two schools, and of a pupil, in a real browser.</summary>
[Collection(nameof(SiteCollection))]
public sealed class PortalJourneys(BrowserSite site)
{
    [Fact, Trait("Row", "#21"), Trait("Row", "#23")]
    public async Task Guardian_finds_the_services_of_each_child_by_keyboard()
    {
        var household = await PreparedAsync();
        await household.ActivateAsync(household.Claire.Account);
        await using var window = await site.OpenAsync();
        await SignInAsync(window, "responsable", household.Claire.Account.Username);
        await window.Page.GotoAsync("/portail");
        await window.OnPageAsync("Bonjour Claire MOREL");
        var ines = window.Page.Locator("section").Filter(new() { HasText = "Inès MOREL" });
        var malo = window.Page.Locator("section").Filter(new() { HasText = "Malo MOREL" });
        await Assertions.Expect(ines.GetByRole(AriaRole.Link)).ToHaveCountAsync(3);
        await Assertions.Expect(malo.GetByRole(AriaRole.Link, new() { Name = "Livret scolaire" })).ToBeVisibleAsync();
        await Assertions.Expect(malo.GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        await Assertions.Expect(window.Page.GetByText("Réunion jeudi à 18 h")).ToBeVisibleAsync();
        await ReachAsync(window, "Espace numérique de travail");
        await Assertions.Expect(window.Page.Locator(":focus")).ToHaveAttributeAsync("href", "https://service.example/ent");
    }

    [Fact, Trait("Row", "#22")]
    public async Task Pupil_finds_the_school_and_the_applications_at_320_pixels()
    {
        var household = await PreparedAsync();
        await household.ActivateAsync(household.Ines.Account!);
        await using var window = await site.OpenAsync(width: 320);
        await SignInAsync(window, "eleve", household.Ines.Account!.Username);
        await window.Page.GotoAsync("/portail");
        await window.OnPageAsync("Bonjour Inès MOREL");
        await Assertions.Expect(window.Page.GetByText("Bienvenue dans notre établissement.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Mes applications" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Espace numérique de travail" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Demande de bourse" })).ToHaveCountAsync(0);
    }

    private static async Task SignInAsync(Window window, string profile, string username)
    {
        await window.GoAsync("/connexion/" + profile);
        await window.Page.GetByLabel("Identifiant").FillAsync(username);
        await window.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Household.GoodPassword);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
    }

    /// <summary>Presses Tab until the link with these words has the focus.</summary>
    private static async Task ReachAsync(Window window, string words)
    {
        for (var presses = 0; presses < 40; presses++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            if ((await window.Page.Locator(":focus").AllTextContentsAsync()).Any(text => text.Contains(words, StringComparison.Ordinal)))
            {
                return;
            }
        }

        Assert.Fail($"{words} is not reached by keyboard.");
    }

    private async Task<Household> PreparedAsync()
    {
        var household = await Household.CreateAsync(site);
        await using var main = site.App.Main();
        var pupils = new[] { household.Ines.Pupil.Id, household.Malo.Pupil.Id };
        await main.Set<GuardianLink>().Where(link => pupils.Contains(link.PupilId)).ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, LinkStatement.Confirmed));
        var schools = await main.Set<Enrolment>().Where(enrolment => pupils.Contains(enrolment.PupilId)).Join(main.Set<School>(), enrolment => enrolment.SchoolId, school => school.Id, (_, school) => school).ToListAsync();
        var college = schools.Single(school => school.Degree == Degree.Second);
        main.Add(new SchoolMessage { SchoolId = college.Id, Text = "Réunion jeudi à 18 h", From = new DateOnly(2020, 1, 1), To = new DateOnly(2099, 1, 1), WrittenAt = DateTime.UtcNow });
        await main.SaveChangesAsync();
        await AddAsync(new PortalService { Code = $"ent-{college.Id:N}", Name = "Espace numérique de travail", Note = "Devoirs, notes, emploi du temps", Address = "https://service.example/ent", Icon = "grid", Schools = [college.Uai] });
        await AddAsync(new PortalService { Code = $"bourse-{college.Id:N}", Name = "Demande de bourse", Address = "https://service.example/bourse", Icon = "euro", Audience = Core.Federation.Registry.Audience.Guardians, Schools = [college.Uai] });
        await AddAsync(new PortalService { Code = $"livret-{college.Id:N}", Name = "Livret scolaire", Address = "https://service.example/livret", Icon = "book", Schools = [.. schools.Select(school => school.Uai)] });
        return household;
    }

    private async Task AddAsync(PortalService service) =>
        Assert.Empty(await site.App.WithAsync(services => services.GetRequiredService<SavePortalService>().RunAsync(service, true, Actor.Service, TestContext.Current.CancellationToken)));
}
