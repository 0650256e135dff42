using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>What a school does with accounts one by one and in lists: detail, reset, files, new usernames. Every page on the way is checked at both widths.</summary>
[Collection(nameof(SiteCollection))]
public sealed class SchoolJourneys(BrowserSite site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Row", "#160"), Trait("Row", "#164")]
    public async Task Agent_opens_a_pupil_resets_the_password_and_reads_the_new_one()
    {
        var (school, pupil, _) = await SchoolAsync();
        await using var window = await OpenAsync("detail", school);
        var page = window.Page;
        await window.GoAsync($"/administration/{school.Uai}/eleves?q=delorme");
        await page.GetByRole(AriaRole.Link, new() { Name = "DELORME Anaïs", Exact = true }).ClickAsync();
        await window.OnPageAsync("Anaïs DELORME");
        await page.GetByRole(AriaRole.Link, new() { Name = "Réinitialiser le mot de passe" }).ClickAsync();
        await window.OnPageAsync("Réinitialiser les mots de passe");
        await page.ContinueAsync("Confirmer");
        await Assertions.Expect(page.GetByText("Le mot de passe a été réinitialisé avec succès pour l’élève sélectionné.")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
        await page.ContinueAsync("Afficher");
        await Assertions.Expect(page.Locator(".secret")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
        Assert.Equal(await PasswordAsync(pupil.Account!.Id), (await page.Locator(".secret > [aria-hidden]").InnerTextAsync()).Trim());
        await page.GetByRole(AriaRole.Link, new() { Name = "Masquer" }).ClickAsync();
        await Assertions.Expect(page.Locator(".secret")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Retour à la liste" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Nom et/ou prénom")).ToHaveValueAsync("delorme");
    }

    [Fact, Trait("Row", "#198")]
    public async Task Agent_goes_from_a_guardian_to_the_child_and_back()
    {
        var (school, _, guardian) = await SchoolAsync();
        await using var window = await OpenAsync("guardian", school);
        await window.GoAsync($"/administration/{school.Uai}/representants-legaux/{guardian.Account.Id}");
        await window.OnPageAsync("Viviane DELORME-LA ROCHEFOUCAULD");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "DELORME Anaïs" }).ClickAsync();
        await window.OnPageAsync("Anaïs DELORME");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "DELORME-LA ROCHEFOUCAULD Viviane" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Viviane");
    }

    [Fact, Trait("Row", "#154"), Trait("Row", "#155")]
    public async Task Agent_resets_a_selection_and_reads_who_was_left_out()
    {
        var (school, _, _) = await SchoolAsync();
        await using var window = await OpenAsync("resets", school);
        var page = window.Page;
        await window.GoAsync($"/administration/{school.Uai}/eleves");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tout sélectionner" }).ClickAsync();
        await page.ContinueAsync("Réinitialiser les mots de passe");
        await window.OnPageAsync("Réinitialiser les mots de passe");
        await page.ContinueAsync("Confirmer");
        await window.OnPageAsync("Réinitialisation des mots de passe");
        await Assertions.Expect(page.GetByText("1 compte n’a jamais été informé")).ToBeVisibleAsync();
    }

    [Fact, Trait("Row", "#148"), Trait("Row", "#166")]
    public async Task Agent_lists_a_selection_and_asks_for_a_new_username()
    {
        var (school, pupil, _) = await SchoolAsync();
        await using var window = await OpenAsync("files", school);
        var page = window.Page;
        await window.GoAsync($"/administration/{school.Uai}/eleves");
        await page.GetByLabel("Sélectionner DELORME Anaïs").CheckAsync();
        await page.ContinueAsync("Lister les comptes");
        await window.OnPageAsync("Lister les comptes");
        await page.GetByLabel("Liste des élèves (format csv)").CheckAsync();
        await page.ContinueAsync("Confirmer");
        await window.OnPageAsync("Lister les comptes");
        var file = await page.Context.APIRequest.GetAsync(site.App.Address + await page.GetByRole(AriaRole.Link, new() { Name = "Télécharger la liste" }).GetAttributeAsync("href"));
        Assert.Contains("DELORME;Anaïs;", await file.TextAsync(), StringComparison.Ordinal);

        await window.GoAsync($"/administration/{school.Uai}/eleves/{pupil.Account!.Id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Réinitialiser l’identifiant" }).ClickAsync();
        await window.OnPageAsync("Régénérer l’identifiant");
        await page.ContinueAsync("Confirmer");
        await Assertions.Expect(page.GetByText("Le nouvel identifiant sera calculé lors des traitements de nuit.")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
    }

    private async Task<Window> OpenAsync(string agent, School school)
    {
        var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, await AgentDesk.AddAsync(site, "school-" + agent, school));
        return window;
    }

    private async Task<(School School, TestPupil Pupil, TestGuardian Guardian)> SchoolAsync()
    {
        await using var main = site.App.Main();
        var data = new TestData(main);
        var (school, other) = (data.School(name: "Jeanne-Valmont"), data.School(name: "Henri-Castellan"));
        var schoolClass = data.Class(school, "5E B", "Cinquième B");
        var anais = data.Pupil(school, schoolClass, "DELORME", "Anaïs");
        var basile = data.Pupil(other, data.Class(other, "2E 2"), "DELORME", "Basile");
        data.Pupil(school, schoolClass, "LUDOVIC-MARSAC DE LA ROCHEFOUCAULD", "Marie-Bénédicte Éloïse");
        var guardian = data.Guardian(anais, "DELORME-LA ROCHEFOUCAULD", "Viviane", others: basile);
        data.Guardian(anais, "PLESSIS", "Odile", kind: Core.Guardians.GuardianKind.PersonInCharge);
        (anais.Account!.State, anais.Account.Mode, anais.Account.PasswordHash) = (AccountState.Activated, ActivationMode.School, "chosen");
        (anais.Account.Mail, anais.Account.MailInError, anais.Account.LastInformedAt) = ("a.delorme@exemple.test", true, DateTime.UtcNow.AddDays(-60));
        (guardian.Account.State, guardian.Account.IsCompromised) = (AccountState.Activated, true);
        await data.SaveAsync();
        return (school, anais, guardian);
    }

    private async Task<string> PasswordAsync(Guid id)
    {
        await using var main = site.App.Main();
        return site.App.Services.GetRequiredService<ProvisionalPasswords>().Open(await main.Set<Account>().AsNoTracking().SingleAsync(account => account.Id == id, Cancellation))!.Reveal();
    }
}
