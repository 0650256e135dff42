using System.Globalization;
using System.Text;
using System.Text.Json;
using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Agents;
using EduConnect.Core.Campaigns.Loading;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Pages that no journey passes, opened by their address with the data they show: each holds true at both widths, as <c>/accessibilite</c> promises.</summary>
[Collection(nameof(SiteCollection))]
public sealed class OutOfTheWayTests(BrowserSite site)
{
    private const string Done = "20261121-020000000-ENT2D_Complet_20261120.tar.gz";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/activation/expiree", "Cette étape n’est plus ouverte")]
    [InlineData("/activation/lien/abcdefghijklmnopqrstuvwxyz", "Activation du compte")]
    [InlineData("/franceconnect/retour?state=x", "Cette étape n’est plus ouverte")]
    [InlineData("/inscription/autre-identite", "Ce compte est déjà relié à FranceConnect")]
    [InlineData("/idp/profile/oidc/authorize?client_id=personne", "Connexion au service impossible")]
    [InlineData("/idp/profile/SAML2/Redirect/SSO", "Connexion au service impossible")]
    public async Task Family_pages_at_the_end_of_a_wrong_way(string address, string heading)
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync(address);
        await window.OnPageAsync(heading);
    }

    [Fact, Trait("Row", "#30")]
    public async Task FranceConnect_that_does_not_answer()
    {
        await using var app = await TestApp.StartAsync(onPort: true, settings: ["--FranceConnect:Issuer=http://localhost:9/api/v2", "--FranceConnect:ServiceId=educonnect", "--FranceConnect:ServiceSecret=franceconnect-demonstration-secret"]);
        await using var context = await site.ContextAsync();
        await using var window = new Window(context, await context.NewPageAsync(), "http://localhost", app.Address) { ExpectsFault = true };
        await window.Page.GotoAsync(app.Address + "/connexion/responsable");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "S’identifier avec FranceConnect" }).PressAsync("Enter");
        await window.OnPageAsync("FranceConnect ne répond pas");
    }

    [Fact]
    public async Task The_page_of_a_fault()
    {
        await using var window = await site.OpenAsync();
        window.ExpectsFault = true;
        await window.GoAsync("/_patterns?crash=true");
        await window.OnPageAsync("Un problème est survenu");
    }

    [Fact, Trait("Row", "#110")]
    public async Task A_used_link_and_a_username_by_sms()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/activation/lien/abcdefghijklmnopqrstuvwxyz");
        await window.Page.ContinueAsync("Commencer");
        await window.OnPageAsync("Ce lien n’est plus valable");
        await window.GoAsync("/identifiant-oublie/sms?profil=responsable");
        await window.FailAndCheckAsync("Identifiant perdu", "Envoyer");
        await window.Page.GetByLabel("N° de téléphone portable").FillAsync("06 39 98 77 77");
        await window.Page.ContinueAsync("Envoyer");
        await window.OnPageAsync("Vérifiez votre téléphone");
    }

    [Fact, Trait("Row", "#75")]
    public async Task The_reports_of_a_guardian()
    {
        var household = await Household.CreateAsync(site);
        await household.ActivateAsync(household.Claire.Account);
        await using (var main = site.App.Main())
        {
            await main.Set<GuardianLink>().Where(link => link.PupilId == household.Malo.Pupil.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.ReportedWrong), Cancellation);
        }

        await using var window = await site.OpenAsync();
        await SignInAsync(window, household, "/connexion/responsable?returnUrl=%2Fportail%2Fsignalements");
        await window.GoAsync("/portail/signalements");
        await Assertions.Expect(window.Page.GetByText("Je suis le représentant légal de cet élève")).ToBeVisibleAsync();
        await window.FailAndCheckAsync("Mes signalements", "Je suis le représentant légal de cet élève");
    }

    [Fact, Trait("Row", "#74")]
    public async Task A_tie_that_is_said_to_be_wrong_on_the_intermediate_page()
    {
        var household = await Household.CreateAsync(site);
        await household.ActivateAsync(household.Claire.Account);
        await using (var main = site.App.Main())
        {
            await main.Set<GuardianLink>().Where(link => link.PupilId == household.Malo.Pupil.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Unconfirmed), Cancellation);
        }

        await using var window = await site.OpenAsync();
        await SignInAsync(window, household, "/connexion/responsable");
        await window.OnPageAsync("Mon compte");
        await window.Page.AnswerAsync("Malo M.", "Non", null);
        await window.Page.ContinueAsync("Enregistrer et continuer");
        await window.OnPageAsync("Je confirme mon signalement");
    }

    [Fact, Trait("Row", "#249")]
    public async Task A_registration_that_maintenance_interrupts()
    {
        var readOnly = site.App.Services.GetRequiredService<ReadOnlyMode>();
        await using var window = await site.OpenAsync();
        window.ExpectsFault = true;
        readOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddHours(1));
        try
        {
            await window.GoAsync("/inscription/interrompue");
            await window.OnPageAsync("La création de compte est interrompue");
        }
        finally
        {
            readOnly.Plan(null, null);
        }
    }

    [Fact, Trait("Row", "#25")]
    public async Task The_message_of_a_school()
    {
        await using var main = site.App.Main();
        var data = new TestData(main);
        var school = data.School(name: "Jeanne-Valmont");
        await data.SaveAsync();
        await using var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, await AgentDesk.AddAsync(site, "message-" + school.Uai, school));
        await window.GoAsync($"/administration/{school.Uai}/message");
        await window.OnPageAsync("Message aux familles");
    }

    [Fact]
    public async Task Pages_of_operators_about_one_thing()
    {
        var campaign = await CampaignAsync();
        await ReportAsync();
        var other = await AgentDesk.AddAsync(site, "retired", [new NewRight(AgentModule.Operations)]);
        await using var main = site.App.Main();
        var right = await main.Set<AgentRight>().Where(one => one.AgentId == other.Id).Select(one => one.Id).SingleAsync(Cancellation);
        await using var window = await site.OpenAsync();
        await AgentDesk.SignInAsync(site, window, await AgentDesk.AddAsync(site, "aside", [new NewRight(AgentModule.Operations)]));
        foreach (var (address, heading) in new[]
        {
            ($"/campagnes/{campaign}", "Liste de novembre"), ($"/campagnes/{campaign}/appliquer", "Appliquer la campagne"), ($"/campagnes/{campaign}/annuler", "Abandonner la campagne"),
            ($"/imports/2d/traites?depot={Done}", "Rapport d’import"), ($"/agents/{other.Id}/retirer/{right}", "Retirer un droit"),
        })
        {
            await window.GoAsync("/exploitation" + address);
            await window.OnPageAsync(heading);
        }
    }

    private static async Task SignInAsync(Window window, Household household, string address)
    {
        await window.GoAsync(address);
        await window.Page.GetByLabel("Identifiant").FillAsync(household.Claire.Account.Username);
        await window.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Household.GoodPassword);
        await window.Page.ContinueAsync("Se connecter");
    }

    private async Task<Guid> CampaignAsync()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("username;password\nc.morel27;un mot de passe\n"));
        var loaded = await site.App.WithAsync(services => services.GetRequiredService<LoadCampaign>().RunAsync(file, "Liste de novembre " + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..6], null, Actor.Service, Cancellation));
        while (await site.App.WithAsync(services => services.GetRequiredService<OperationRunner>().RunNextAsync(Cancellation)) is not null)
        {
        }

        return loaded.Id;
    }

    private async Task ReportAsync()
    {
        var report = new ImportReport { Outcome = ImportOutcome.Applied };
        report.Feeds.Add(new ReportFeed("18", "2D", "complet", new DateOnly(2026, 11, 20)));
        report.Rejected.Add(new Rejection("ENT2D_Complet_20261120_Eleve_0000.xml", "#1 E1", "no name"));
        var folder = Directory.CreateDirectory(Path.Combine(site.App.Stores.Folder, "educonnect2d", "ect-sync2d", "traites", Done)).FullName;
        await File.WriteAllTextAsync(folder + ".rapport.json", JsonSerializer.Serialize(report, JsonSerializerOptions.Web), Cancellation);
    }
}
