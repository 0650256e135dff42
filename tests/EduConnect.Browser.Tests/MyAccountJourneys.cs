using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Mon compte and the intermediate page in a real browser; every page on the way is checked at both widths.</summary>
[Collection(nameof(SiteCollection))]
public sealed class MyAccountJourneys(BrowserSite site)
{
    private static readonly DateOnly JadeBirth = new(2011, 2, 3);

    [Fact, Trait("Row", "#90"), Trait("Row", "#94"), Trait("Row", "#95"), Trait("Row", "#98")]
    public async Task Guardian_changes_the_address_with_the_link_of_the_mail()
    {
        var household = await ActivatedAsync();
        await using var window = await EnterAsync(household);
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Mon compte" }).ClickAsync();
        await window.OnPageAsync("Mon compte");
        await page.GetByRole(AriaRole.Link, new() { Name = "Modifier mon adresse mail" }).ClickAsync();
        await window.FailAndCheckAsync("Modifier mon adresse mail", "Envoyer");
        var address = $"nouvelle-{household.Claire.Account.Id:N}@exemple.test";
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync(address);
        await page.GetByLabel("Confirmer mon email").FillAsync(address);
        await page.GetByLabel("Mot de passe actuel").FillAsync(Household.GoodPassword);
        await page.ContinueAsync("Envoyer");
        await window.OnPageAsync("Votre demande est prise en compte");
        await window.GoAsync("/mon-compte/mail");
        await window.OnPageAsync("Modifier mon adresse mail");
        await window.GoAsync(await LinkAsync(address));
        await window.OnPageAsync("Mise à jour de l’adresse mail");
        await page.ContinueAsync("Envoyer");
        await window.OnPageAsync("Mon compte");
        Assert.Equal(address, (await household.ReadAsync(household.Claire.Account)).Mail);
    }

    [Fact, Trait("Row", "#101"), Trait("Row", "#104")]
    public async Task Guardian_adds_the_children_of_another_account()
    {
        var household = await ActivatedAsync();
        var other = await OtherAsync();
        var password = await household.InformAsync(other.Account);
        await using var window = await EnterAsync(household);
        var page = window.Page;
        await window.GoAsync("/mon-compte/enfants");
        await window.OnPageAsync("Mon compte");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ajouter des élèves depuis un autre compte" }).ClickAsync();
        await window.FailAndCheckAsync("Ajouter des élèves depuis un autre compte", "Continuer");
        await page.GetByLabel("Identifiant de l’autre compte").FillAsync(other.Account.Username);
        await page.GetByLabel("Mot de passe de l’autre compte").FillAsync(password);
        await page.ContinueAsync("Continuer");
        await window.OnPageAsync("Je confirme le regroupement");
        await page.ContinueAsync("Confirmer");
        await window.OnPageAsync("Mon compte");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Jade MOREL" })).ToBeVisibleAsync();
    }

    [Fact, Trait("Row", "#82"), Trait("Row", "#83"), Trait("Row", "#84")]
    public async Task Guardian_confirms_a_proposed_child_on_the_intermediate_page()
    {
        var household = await ActivatedAsync();
        var other = await OtherAsync();
        await using (var main = site.App.Main())
        {
            main.Add(new RecordProposal { GuardianRecordId = other.Records[0].Id, AccountId = household.Claire.Account.Id, ProposedAt = DateTime.UtcNow });
            await main.Set<GuardianRecord>().Where(record => record.AccountId == household.Claire.Account.Id).ExecuteUpdateAsync(set => set.SetProperty(record => record.Mail, "ecole@exemple.test"), TestContext.Current.CancellationToken);
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var window = await EnterAsync(household);
        var page = window.Page;
        await window.FailAndCheckAsync("Mon compte", "Enregistrer et continuer");
        await page.GetByText("Oui", new() { Exact = true }).ClickAsync();
        await page.Locator("main").FillDateAsync(JadeBirth.AddDays(1));
        await page.ContinueAsync("Enregistrer et continuer");
        await window.OnPageAsync("Mon compte");
        Assert.StartsWith("Erreur : ", (await page.TitleAsync()).Replace('\u00a0', ' '), StringComparison.Ordinal);
        await page.Locator("main").FillDateAsync(JadeBirth);
        await page.ContinueAsync("Enregistrer et continuer");
        await window.OnPageAsync("Bonjour Claire MOREL");
        await Assertions.Expect(page.GetByText("Jade MOREL")).ToBeVisibleAsync();
    }

    [Fact, Trait("Row", "#74"), Trait("Row", "#75"), Trait("Row", "#100")]
    public async Task Guardian_reports_a_tie_and_thinks_again_at_the_next_sign_in()
    {
        var household = await ActivatedAsync();
        await using var window = await EnterAsync(household, width: 320);
        var page = window.Page;
        await window.GoAsync("/mon-compte/enfants");
        await page.GetByRole(AriaRole.Link, new() { Name = "Je ne suis pas le représentant légal de cet élève Inès MOREL" }).ClickAsync();
        await window.OnPageAsync("Je confirme mon signalement");
        await page.ContinueAsync("Valider");
        await window.OnPageAsync("Mon compte");
        await page.GetByRole(AriaRole.Link, new() { Name = "Je ne suis pas le représentant légal de cet élève Malo MOREL" }).ClickAsync();
        await Assertions.Expect(page.GetByText("votre signalement ne peut pas être pris en compte")).ToBeVisibleAsync();
        await window.GoAsync("/connexion/responsable");
        await SignInAsync(page, household);
        await window.OnPageAsync("Mon compte");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ignorer" }).ClickAsync();
        await window.OnPageAsync("Bonjour Claire MOREL");
    }

    [Fact, Trait("Row", "#93"), Trait("Row", "#99"), Trait("Rule", "S-SE5")]
    public async Task Password_mobile_sessions_and_activity_hold_in_every_state()
    {
        var household = await ActivatedAsync();
        await using var window = await EnterAsync(household);
        var page = window.Page;
        await window.GoAsync("/mon-compte/mot-de-passe");
        await window.FailAndCheckAsync("Modifier mon mot de passe", "Continuer");
        await window.GoAsync("/mon-compte/portable");
        await window.FailAndCheckAsync("Modifier mon numéro de portable", "Continuer");
        await page.GetByLabel("Numéro de portable", new() { Exact = true }).FillAsync("06 39 98 " + Random.Shared.Next(10, 99) + " " + Random.Shared.Next(10, 99));
        await page.GetByLabel("Mot de passe actuel").FillAsync(Household.GoodPassword);
        await page.ContinueAsync("Continuer");
        await window.FailAndCheckAsync("Je saisis le code reçu par SMS", "Confirmer");
        await window.GoAsync("/mon-compte/sessions");
        await window.OnPageAsync("Mes connexions ouvertes");
        await window.GoAsync("/mon-compte/activite");
        await window.OnPageAsync("L’activité de mon compte");
        await window.GoAsync("/mon-compte/services");
        await window.OnPageAsync("Vos services");
        await window.GoAsync("/mon-compte/mail/annuler/abcdefghijklmnopqrstuvwxyz");
        await window.OnPageAsync("J’annule le changement d’adresse mail");
        await page.ContinueAsync("Annuler le changement d’adresse mail");
        await window.OnPageAsync("Ce lien n’est plus valable");
    }

    private async Task<Household> ActivatedAsync()
    {
        var household = await Household.CreateAsync(site);
        await household.ActivateAsync(household.Claire.Account);
        await using var main = site.App.Main();
        await main.Set<Account>().Where(one => one.Id == household.Claire.Account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Mail, "v.delorme@example.org").SetProperty(one => one.MailConfirmedAt, DateTime.UtcNow), TestContext.Current.CancellationToken);
        return household;
    }

    private async Task<TestGuardian> OtherAsync()
    {
        await using var main = site.App.Main();
        var data = new TestData(main);
        var school = data.School(name: "Henri-Castellan", degree: Degree.Second, academie: "02");
        var other = data.Guardian(data.Pupil(school, data.Class(school, "2DE 4"), "MOREL", "Jade", JadeBirth), "MOREL", "Claire", mobile: null);
        await data.SaveAsync();
        return other;
    }

    private async Task<Window> EnterAsync(Household household, int width = 1280, bool scripts = true)
    {
        var window = await site.OpenAsync(width, scripts);
        await window.GoAsync("/connexion/responsable");
        await SignInAsync(window.Page, household);
        return window;
    }

    private static async Task SignInAsync(IPage page, Household household)
    {
        await page.GetByLabel("Identifiant").FillAsync(household.Claire.Account.Username);
        await page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Household.GoodPassword);
        await page.ContinueAsync("Se connecter");
    }

    private async Task<string> LinkAsync(string address)
    {
        await using var main = site.App.Main();
        var message = await main.Set<Core.Platform.Outbox.OutboxMessage>().AsNoTracking().Where(mail => mail.Recipient == address).FirstAsync();
        return new Uri(site.App.Read(message).Split('\n').Single(line => line.Contains("/mon-compte/mail/confirmer/", StringComparison.Ordinal)).Trim()).PathAndQuery;
    }
}
