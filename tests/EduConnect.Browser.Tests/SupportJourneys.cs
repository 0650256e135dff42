using System.Text.RegularExpressions;
using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>A teacher in front of a class, and a pupil at a shared computer: Dépannage in a real browser, with axe at 1280 and at 320 px.</summary>
[Collection(nameof(SiteCollection))]
public sealed class SupportJourneys(BrowserSite site)
{
    private const string Password = "Trois-lunes-bleues-42";

    [Theory, Trait("Row", "#215"), Trait("Row", "#216"), Trait("Row", "#218")]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Teacher_reads_one_password_and_resets_another(int width)
    {
        var (school, _) = await SchoolAsync();
        await using var window = await TeacherAsync("eye" + width, school, width);
        var page = window.Page;
        await window.OnPageAsync("Dépannage des comptes élèves");
        await page.GetByLabel("Nom et/ou prénom").FillAsync("a");
        await page.ContinueAsync("Rechercher");
        await window.OnPageAsync("Élèves");
        await page.GetByRole(AriaRole.Button, new() { Name = "Réinitialiser le mot de passe de ABADIE Lison" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Le mot de passe de l’élève Lison ABADIE a bien été réinitialisé.")).ToBeVisibleAsync();
        await window.CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Effacer les filtres" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Afficher le mot de passe de ABADIE Lison" }).ClickAsync();
        await Assertions.Expect(page.Locator("tr .secret")).ToBeVisibleAsync();
        await window.CheckAsync();
    }

    [Theory, Trait("Rule", "domain 11")]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Teacher_gives_a_code_and_the_pupil_gets_in(int width)
    {
        var (school, pupil) = await SchoolAsync();
        await using var window = await TeacherAsync("code" + width, school, width);
        await window.GoAsync($"/depannage/{school.Uai}/eleves?q={pupil.Username}");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "DELORME-LA ROCHEFOUCAULD Marie-Bénédicte" }).ClickAsync();
        await window.OnPageAsync("Aider un élève");
        await window.Page.ContinueAsync("Donner un code d’accès");
        await window.OnPageAsync("Aider un élève");
        var code = (await window.Page.Locator(".secret > [aria-hidden]").InnerTextAsync()).Trim();

        await using var desk = await site.OpenAsync(width);
        await desk.GoAsync("/connexion/eleve");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "J’ai un code d’accès" }).ClickAsync();
        await desk.FailAndCheckAsync("Me connecter avec un code d’accès", "Se connecter");
        await desk.Page.GetByLabel("Identifiant").FillAsync(pupil.Username);
        await desk.Page.GetByLabel("Code d’accès").FillAsync("1234 5678");
        await desk.Page.ContinueAsync("Se connecter");
        await Assertions.Expect(desk.Page.GetByText("L’identifiant ou le code est incorrect")).ToBeVisibleAsync();
        await desk.CheckAsync();
        await desk.Page.GetByLabel("Code d’accès").FillAsync(code);
        await desk.Page.ContinueAsync("Se connecter");
        await desk.OnPageAsync("Bonjour");
        await Assertions.Expect(desk.Page.GetByText("Vous êtes connecté avec un code d’accès.")).ToBeVisibleAsync();
    }

    [Theory, Trait("Rule", "domain 11")]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Teacher_gives_codes_to_a_whole_selection(int width)
    {
        var (school, pupil) = await SchoolAsync();
        await using var window = await TeacherAsync("codes" + width, school, width);
        await window.GoAsync($"/depannage/{school.Uai}/eleves");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Tout sélectionner" }).ClickAsync();
        await window.Page.ContinueAsync("Donner des codes d’accès");
        await window.OnPageAsync("Donner des codes d’accès");
        await window.Page.ContinueAsync("Donner 1 code d’accès");
        await window.OnPageAsync("Donner des codes d’accès");
        await Assertions.Expect(window.Page.GetByText("Chaque code sert une seule fois")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = pupil.Username })).ToContainTextAsync(new Regex("[0-9]{4} [0-9]{4}"));
        await Assertions.Expect(window.Page.GetByText("Pas de code : le compte est compromis.")).ToBeVisibleAsync();
        await window.Page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var row in await window.Page.Locator("main tbody tr").AllAsync())
        {
            await Assertions.Expect(row).ToHaveCSSAsync("border-bottom-style", "dashed");
        }
    }

    [Fact, Trait("Row", "#17"), Trait("Row", "#217")]
    public async Task Teacher_selects_a_class_and_meets_what_is_switched_off()
    {
        var (school, _) = await SchoolAsync();
        await using var window = await TeacherAsync("switch", school, 1280);
        var page = window.Page;
        await window.GoAsync($"/depannage/{school.Uai}/eleves");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tout sélectionner" }).ClickAsync();
        await page.ContinueAsync("Lister les comptes");
        await window.OnPageAsync("Lister les comptes");
        await SwitchAsync(isOff: true);
        try
        {
            await page.ContinueAsync("Confirmer");
            await window.OnPageAsync("Élèves");
            await Assertions.Expect(page.GetByText("« Lister les comptes » est désactivé par mesure de sécurité")).ToBeVisibleAsync();
            await page.ContinueAsync("Réinitialiser les mots de passe");
            await window.OnPageAsync("Réinitialiser les mots de passe");
        }
        finally
        {
            await SwitchAsync(isOff: false);
        }
    }

    private Task<int?> SwitchAsync(bool isOff) => site.App.WithAsync(services => services.GetRequiredService<SwitchPupilSupport>()
        .RunAsync(PupilSupportFunction.List, isOff, new Actor(ActorKind.Operator, "test"), TestContext.Current.CancellationToken));

    // Username and password, no code (row #9).
    private async Task<Window> TeacherAsync(string username, School school, int width)
    {
        await site.App.Services.GetRequiredService<AddAgent>().RunAsync(
            "support-" + username, "M. Lefort", Password, [new NewRight(AgentModule.PupilSupport, Uai: school.Uai)], TestContext.Current.CancellationToken);
        var window = await site.OpenAsync(width);
        await window.GoAsync("/agents/connexion");
        await window.Page.GetByLabel("Identifiant").FillAsync("support-" + username);
        await window.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Password);
        await window.Page.ContinueAsync("Se connecter");
        await window.OnPageAsync("ARENA");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Dépannage des comptes élèves" }).First.ClickAsync();
        return window;
    }

    private async Task<(School School, Account Pupil)> SchoolAsync()
    {
        await using var main = site.App.Main();
        var data = new TestData(main);
        var school = data.School(name: "Jeanne-Valmont");
        var schoolClass = data.Class(school, "5E B", "Cinquième B");
        data.Pupil(school, schoolClass, "ABADIE", "Lison");
        var pupil = data.Pupil(school, schoolClass, "DELORME-LA ROCHEFOUCAULD", "Marie-Bénédicte").Account!;
        (pupil.State, pupil.Mode, pupil.PasswordHash) = (AccountState.Activated, ActivationMode.School, "chosen");
        var risky = data.Pupil(school, schoolClass, "ESTÈVE", "Jules").Account!;
        (risky.State, risky.IsCompromised, risky.Mail, risky.MailInError) = (AccountState.Activated, true, "j.esteve@exemple.test", true);
        await data.SaveAsync();
        return (school, pupil);
    }
}
