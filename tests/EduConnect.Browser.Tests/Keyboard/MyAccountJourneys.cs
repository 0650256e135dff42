using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Portal;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Keyboard;

/// <summary>Portal, Mon compte and the intermediate page by keyboard alone, scripts off, 320 px.</summary>
[Collection(nameof(SiteCollection))]
public sealed class MyAccountJourneys(BrowserSite site)
{
    private const string NewPassword = "Trois hiboux en laine verte";
    private static readonly DateOnly JadeBirth = new(2011, 2, 3);

    [Fact, Trait("Row", "#21"), Trait("Row", "#24"), Trait("Row", "#26")]
    public async Task Guardian_opens_a_service_from_the_portal_and_signs_out()
    {
        var household = await ActivatedAsync();
        await using var service = await VisitedService.StartAsync(site.App);
        await using (var main = site.App.Main())
        {
            var uai = await main.Set<Enrolment>().Where(one => one.PupilId == household.Ines.Pupil.Id).Join(main.Set<School>(), one => one.SchoolId, school => school.Id, (_, school) => school.Uai).SingleAsync(TestContext.Current.CancellationToken);
            var shown = new PortalService { Code = "keyboard-" + household.Ines.Pupil.Id.ToString("N"), Name = "Mon service", Address = service.Address, Icon = "grid", Schools = [uai] };
            Assert.Empty(await site.App.WithAsync(services => services.GetRequiredService<SavePortalService>().RunAsync(shown, true, Actor.Service, TestContext.Current.CancellationToken)));
        }

        await using var window = await EnterAsync(household);
        var page = window.Page;
        await page.FollowAsync("Mon service");
        await page.FollowAsync("Se connecter avec ÉduConnect");
        await VisitedService.RecognisedAsync(page);
        await window.GoAsync("/portail");
        await page.PressAsync("Se déconnecter");
        await page.HeadingAsync("Vous êtes déconnecté");
    }

    [Fact, Trait("Row", "#90"), Trait("Row", "#94"), Trait("Row", "#95"), Trait("Row", "#98")]
    public async Task Guardian_changes_the_address()
    {
        var household = await ActivatedAsync();
        await using var window = await EnterAsync(household);
        var page = window.Page;
        await page.FollowAsync("Mon compte");
        await page.FollowAsync("Modifier mon adresse mail");
        var address = $"nouvelle-{household.Claire.Account.Id:N}@exemple.test";
        await page.TypeIntoAsync("Email", address);
        await page.TypeIntoAsync("Confirmer mon email", address);
        await page.TypeIntoAsync("Mot de passe actuel", Household.GoodPassword);
        await page.PressAsync("Envoyer");
        await page.HeadingAsync("Votre demande est prise en compte");
        await window.GoAsync(await LinkAsync(address));
        await page.PressAsync("Envoyer");
        await Assertions.Expect(page.GetByText("Votre nouvelle adresse mail est confirmée.")).ToBeVisibleAsync();
        Assert.Equal(address, (await household.ReadAsync(household.Claire.Account)).Mail);
    }

    [Fact, Trait("Row", "#93"), Trait("Row", "#99"), Trait("Rule", "S-SE5")]
    public async Task Guardian_changes_the_number_closes_sessions_and_changes_the_password()
    {
        var household = await ActivatedAsync();
        await using var elsewhere = await EnterAsync(household);
        await using var window = await EnterAsync(household);
        var page = window.Page;
        await page.FollowAsync("Mon compte");
        await page.FollowAsync("Modifier mon numéro de portable");
        var tail = Random.Shared.Next(1000, 10000);
        await page.TypeIntoAsync("Numéro de portable", $"06 39 98 {tail / 100} {tail % 100:00}");
        await page.TypeIntoAsync("Mot de passe actuel", Household.GoodPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Je saisis le code reçu par SMS");
        await page.TypeIntoAsync("Code reçu par SMS", await household.CodeOfLastSmsAsync($"+3363998{tail}"));
        await page.PressAsync("Confirmer");
        await Assertions.Expect(page.GetByText("Votre numéro de portable est confirmé.")).ToBeVisibleAsync();

        await page.FollowAsync("Mes connexions ouvertes");
        await page.PressAsync("Fermer toutes les autres connexions");
        await Assertions.Expect(page.GetByText("ils peuvent rester ouverts un moment")).ToBeVisibleAsync();
        await elsewhere.GoAsync("/mon-compte");
        await elsewhere.Page.WaitForURLAsync("**/connexion**");

        await page.FollowAsync("Retour à mon compte");
        await page.FollowAsync("Modifier mon mot de passe");
        await page.TypeIntoAsync("Mot de passe actuel", Household.GoodPassword);
        await page.TypeIntoAsync("Nouveau mot de passe", NewPassword);
        await page.TypeIntoAsync("Confirmer mon mot de passe", NewPassword);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Votre mot de passe est modifié.")).ToBeVisibleAsync();
        await page.FollowAsync("L’activité de mon compte");
        await page.HeadingAsync("L’activité de mon compte");
    }

    [Fact, Trait("Row", "#100"), Trait("Row", "#74"), Trait("Row", "#101"), Trait("Row", "#104")]
    public async Task Guardian_adds_the_children_of_another_account_and_reports_a_tie()
    {
        var household = await ActivatedAsync();
        var other = await OtherAsync();
        var password = await household.InformAsync(other.Account);
        await using var window = await EnterAsync(household);
        var page = window.Page;
        await window.GoAsync("/mon-compte/enfants");
        await page.FollowAsync("Ajouter des élèves depuis un autre compte");
        await page.TypeIntoAsync("Identifiant de l’autre compte", other.Account.Username);
        await page.TypeIntoAsync("Mot de passe de l’autre compte", password);
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Je confirme le regroupement");
        await page.PressAsync("Confirmer");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Jade MOREL" })).ToBeVisibleAsync();
        await page.FollowAsync("Je ne suis pas le représentant légal de cet élève Inès MOREL");
        await page.HeadingAsync("Je confirme mon signalement");
        await page.PressAsync("Valider");
        await page.HeadingAsync("Mon compte");
    }

    [Fact, Trait("Row", "#82"), Trait("Row", "#83"), Trait("Row", "#84")]
    public async Task Guardian_answers_the_intermediate_page_on_the_way_to_the_service()
    {
        var household = await ActivatedAsync();
        var other = await OtherAsync();
        await using (var main = site.App.Main())
        {
            main.Add(new RecordProposal { GuardianRecordId = other.Records[0].Id, AccountId = household.Claire.Account.Id, ProposedAt = DateTime.UtcNow });
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var service = await VisitedService.StartAsync(site.App);
        await using var window = await site.OpenAsync(width: 320, scripts: false);
        var page = window.Page;
        await service.EnterAsync(page);
        await page.FollowAsync("Responsable");
        await page.SignInByKeyboardAsync(household.Claire.Account.Username, Household.GoodPassword);
        await page.HeadingAsync("Mon compte");
        await page.SayYesAsync(JadeBirth);
        await page.PressAsync("Enregistrer et continuer");
        await VisitedService.RecognisedAsync(page);
    }

    private async Task<Household> ActivatedAsync()
    {
        var household = await Household.CreateAsync(site);
        await household.ActivateAsync(household.Claire.Account);
        await household.ConfirmMailAsync(household.Claire.Account, "v.delorme@example.org");
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

    private async Task<Window> EnterAsync(Household household)
    {
        var window = await site.OpenAsync(width: 320, scripts: false);
        await window.GoAsync("/connexion/responsable");
        await window.Page.SignInByKeyboardAsync(household.Claire.Account.Username, Household.GoodPassword);
        await window.Page.HeadingAsync("Bonjour Claire MOREL");
        return window;
    }

    private async Task<string> LinkAsync(string address)
    {
        await using var main = site.App.Main();
        var message = await main.Set<OutboxMessage>().AsNoTracking().Where(mail => mail.Recipient == address).FirstAsync();
        return new Uri(site.App.Read(message).Split('\n').Single(line => line.Contains("/mon-compte/mail/confirmer/", StringComparison.Ordinal)).Trim()).PathAndQuery;
    }
}
