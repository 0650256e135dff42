using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Keyboard;

/// <summary>From the door of a service, through ÉduConnect, back to the service that asked: keyboard alone, scripts off, 320 px.</summary>
[Collection(nameof(SiteCollection))]
public sealed class ServiceJourneys(BrowserSite site)
{
    [Fact, Trait("Row", "#30"), Trait("Row", "#58"), Trait("Row", "#59")]
    public async Task Pupil_activates_the_account_for_the_service()
    {
        var household = await Household.CreateAsync(site);
        var account = household.Ines.Account!;
        var password = await household.InformAsync(account);
        await using var service = await VisitedService.StartAsync(site.App);
        await using var window = await site.OpenAsync(width: 320, scripts: false);
        var page = window.Page;
        await service.EnterAsync(page);
        await page.FollowAsync("Élève Au collège");
        await page.SignInByKeyboardAsync(account.Username, password);
        await page.HeadingAsync("Mon mot de passe");
        await page.TypeIntoAsync("Nouveau mot de passe", Household.GoodPassword);
        await page.TypeIntoAsync("Confirmez votre mot de passe", Household.GoodPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Mon adresse mail");
        await page.PressAsync("Continuer");
        await page.HeadingAsync("Ma date de naissance");
        await page.TypeDateAsync(Household.InesBirth);
        await page.PressAsync("Activer votre compte");
        await VisitedService.RecognisedAsync(page);
        Assert.Equal(AccountState.Activated, (await household.ReadAsync(account)).State);
    }

    [Fact, Trait("Row", "#53"), Trait("Row", "#54"), Trait("Row", "#56"), Trait("Row", "#57")]
    public async Task Guardian_with_the_paper_of_the_school_activates_the_account()
    {
        var household = await Household.CreateAsync(site);
        var account = household.Claire.Account;
        var password = await household.InformAsync(account);
        await using var service = await VisitedService.StartAsync(site.App);
        await using var window = await site.OpenAsync(width: 320, scripts: false);
        var page = window.Page;
        await service.EnterAsync(page);
        await page.FollowAsync("Responsable");
        await page.SignInByKeyboardAsync(account.Username, password);
        await TypeAddressAndPasswordAsync(page, $"claire-{account.Id:N}@exemple.test");
        await page.SayYesAsync(Household.InesBirth);
        await page.SayYesAsync(Household.MaloBirth);
        await page.PressAsync("Activer votre compte");
        await page.HeadingAsync("Confirmez votre adresse mail");
        await window.GoAsync(await household.LinkOfLastMailAsync(account));
        await page.PressAsync("Confirmer mon adresse mail");
        await page.HeadingAsync("L’adresse mail est validée");
        await page.FollowAsync("Me connecter");
        await page.SignInByKeyboardAsync(account.Username, Household.GoodPassword);
        await page.HeadingAsync("Bonjour Claire MOREL");
        await service.EnterAsync(page);
        await VisitedService.RecognisedAsync(page);
    }

    [Fact, Trait("Row", "#45"), Trait("Row", "#46"), Trait("Row", "#50")]
    public async Task Guardian_creates_the_account_by_sms_for_the_service()
    {
        const string Mobile = "+33639980305";
        var household = await Household.CreateAsync(site, Mobile);
        await using var service = await VisitedService.StartAsync(site.App);
        await using var window = await site.OpenAsync(width: 320, scripts: false);
        var page = window.Page;
        await service.EnterAsync(page);
        await page.FollowAsync("Responsable");
        await page.FollowAsync("Je n’ai pas de compte");
        await page.TypeIntoAsync("Nom", "morel");
        await page.TypeIntoAsync("Prénom", "claire");
        await page.TypeIntoAsync("N° de téléphone portable", "0639980305");
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Je saisis le code reçu par SMS");
        await page.TypeIntoAsync("Code d’activation", await household.CodeOfLastSmsAsync(Mobile));
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Vos enfants");
        await page.SayYesAsync(Household.InesBirth);
        await page.SayYesAsync(Household.MaloBirth);
        await page.PressAsync("Confirmer");
        await page.HeadingAsync("Mon identifiant et mon mot de passe");
        await page.TypeIntoAsync("Mon mot de passe", Household.GoodPassword);
        await page.TypeIntoAsync("Je confirme le mot de passe en le saisissant à nouveau", Household.GoodPassword);
        await page.Keyboard.PressAsync("Enter");
        await VisitedService.RecognisedAsync(page);
    }

    [Fact, Trait("Row", "#111")]
    public async Task Guardian_who_forgot_the_password_comes_back_to_the_service()
    {
        const string NewPassword = "Trois hiboux en laine verte";
        var household = await Household.CreateAsync(site);
        var account = household.Claire.Account;
        await household.ActivateAsync(account);
        var mail = $"claire-{account.Id:N}@exemple.test";
        await household.ConfirmMailAsync(account, mail);
        await using var service = await VisitedService.StartAsync(site.App);
        await using var window = await site.OpenAsync(width: 320, scripts: false);
        var page = window.Page;
        await service.EnterAsync(page);
        await page.FollowAsync("Responsable");
        await page.FollowAsync("Mot de passe oublié ?");
        await page.TypeIntoAsync("Identifiant", account.Username);
        await page.Keyboard.PressAsync("Enter");
        await page.ActivateAsync(page.GetByRole(AriaRole.Button, new() { Name = "Par mail" }));
        await page.HeadingAsync("Vérifiez vos emails");
        await window.GoAsync(await LinkAsync(mail));
        await page.HeadingAsync("Nouveau mot de passe");
        await page.TypeIntoAsync("Identifiant", account.Username);
        await page.TypeIntoAsync("Nouveau mot de passe", NewPassword);
        await page.TypeIntoAsync("Confirmez le mot de passe", NewPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Votre mot de passe est changé");
        await page.FollowAsync("Se connecter");
        await page.SignInByKeyboardAsync(account.Username, NewPassword);
        await VisitedService.RecognisedAsync(page);
    }

    private static async Task TypeAddressAndPasswordAsync(IPage page, string address)
    {
        await page.HeadingAsync("Mon adresse mail");
        await page.TypeIntoAsync("Email", address);
        await page.TypeIntoAsync("Confirmez votre email", address);
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Mon mot de passe");
        await page.TypeIntoAsync("Nouveau mot de passe", Household.GoodPassword);
        await page.TypeIntoAsync("Confirmez votre mot de passe", Household.GoodPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Vos enfants");
    }

    private async Task<string> LinkAsync(string address)
    {
        await using var operational = site.App.Operational();
        var message = await operational.Set<OutboxMessage>().AsNoTracking().Where(mail => mail.Recipient == address).OrderByDescending(mail => mail.CreatedAt).FirstAsync();
        return new Uri(site.App.Read(message).Split('\n').Single(line => line.Contains("/mot-de-passe-oublie/lien/", StringComparison.Ordinal)).Trim()).PathAndQuery;
    }
}
