using System.Globalization;
using System.Text.RegularExpressions;
using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Forgotten usernames and passwords, from the sign-in page back to it; every page checked at both widths, then once more by keyboard alone without scripts.</summary>
[Collection(nameof(SiteCollection))]
public sealed partial class RecoveryJourneys(BrowserSite site)
{
    private const string NewPassword = "Trois hiboux en laine verte";
    private static int _number;

    [Fact, Trait("Row", "#109")]
    public async Task Guardian_gets_the_username_by_mail()
    {
        var (household, mail, _) = await ConfirmedAsync();
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/connexion/responsable");
        await page.GetByRole(AriaRole.Link, new() { Name = "Identifiant oublié ?" }).ClickAsync();
        await window.OnPageAsync("Identifiant perdu");
        await page.GetByRole(AriaRole.Link, new() { Name = "Par SMS" }).ClickAsync();
        await window.FailAndCheckAsync("Identifiant perdu", "Envoyer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Choisir un autre mode" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Par mail" }).ClickAsync();
        await window.FailAndCheckAsync("Identifiant perdu", "Envoyer");
        await page.GetByLabel("Email").FillAsync(mail);
        await page.ContinueAsync("Envoyer");
        await window.OnPageAsync("Vérifiez vos emails");
        Assert.Contains(household.Claire.Account.Username, site.App.Read(await LastAsync(mail)), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Se connecter" }).ClickAsync();
        await window.OnPageAsync("Responsable d’élève");
    }

    [Fact, Trait("Row", "#111")]
    public async Task Guardian_chooses_a_new_password_by_mail_and_signs_in()
    {
        var (household, mail, _) = await ConfirmedAsync();
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/connexion/responsable");
        await page.GetByRole(AriaRole.Link, new() { Name = "Mot de passe oublié ?" }).ClickAsync();
        await window.FailAndCheckAsync("Mot de passe perdu", "Continuer");
        await page.GetByLabel("Identifiant").FillAsync(household.Claire.Account.Username);
        await page.ContinueAsync("Continuer");
        await window.OnPageAsync("Mot de passe perdu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Par mail" }).ClickAsync();
        await window.OnPageAsync("Vérifiez vos emails");

        await window.GoAsync(new Uri(Link().Match(site.App.Read(await LastAsync(mail))).Value).AbsolutePath);
        await window.FailAndCheckAsync("Nouveau mot de passe", "Continuer");
        await page.GetByLabel("Identifiant").FillAsync(household.Claire.Account.Username);
        await ChooseAsync(page);
        await window.OnPageAsync("Votre mot de passe est changé");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Se connecter" }).ClickAsync();
        await SignInAsync(page, household.Claire.Account.Username);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Claire MOREL");
        await window.GoAsync(new Uri(Link().Match(site.App.Read(await LastAsync(mail))).Value).AbsolutePath);
        await page.GetByLabel("Identifiant").FillAsync(household.Claire.Account.Username);
        await ChooseAsync(page);
        await window.OnPageAsync("Ce lien n’est plus valable");
    }

    [Fact, Trait("Row", "#112")]
    public async Task Guardian_chooses_a_new_password_by_sms_with_the_keyboard_alone_and_without_scripts()
    {
        var (household, _, mobile) = await ConfirmedAsync();
        await using var window = await site.OpenAsync(width: 320, scripts: false);
        const string Code = "J’indique le code d’activation reçu par SMS (valable 30min)";
        var page = window.Page;
        await window.GoAsync("/mot-de-passe-oublie");
        await page.TypeIntoAsync("Identifiant", household.Claire.Account.Username);
        await page.Keyboard.PressAsync("Enter");
        await page.ActivateAsync(page.GetByRole(AriaRole.Button, new() { Name = "Par SMS" }));
        await page.TypeIntoAsync(Code, "0000 0000");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Ce code n’est pas le bon.").First).ToBeVisibleAsync();
        await page.TypeIntoAsync(Code, await CodeAsync(mobile));
        await page.Keyboard.PressAsync("Enter");
        await page.TypeIntoAsync("Nouveau mot de passe", NewPassword);
        await page.TypeIntoAsync("Confirmez le mot de passe", NewPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Votre mot de passe est changé");
        await page.FollowAsync("Se connecter");
        await page.HeadingAsync("Responsable d’élève");
        await SignInAsync(page, household.Claire.Account.Username);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Claire MOREL");
    }

    [Fact, Trait("Row", "#112")]
    public async Task The_pages_of_the_code_hold_true_at_both_widths()
    {
        var (household, _, mobile) = await ConfirmedAsync();
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/mot-de-passe-oublie");
        await page.GetByLabel("Identifiant").FillAsync(household.Claire.Account.Username);
        await page.ContinueAsync("Continuer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Par SMS" }).ClickAsync();
        await window.FailAndCheckAsync("Vérifiez votre téléphone", "Continuer");
        await page.ContinueAsync("Renvoyer un code");
        await window.OnPageAsync("Vérifiez votre téléphone");
        await page.GetByLabel("J’indique le code d’activation reçu par SMS (valable 30min)").FillAsync(await CodeAsync(mobile));
        await page.ContinueAsync("Continuer");
        await window.FailAndCheckAsync("Nouveau mot de passe", "Continuer");
        await ChooseAsync(page);
        await window.OnPageAsync("Votre mot de passe est changé");
    }

    [Fact, Trait("Row", "#106")]
    public async Task Pupil_gets_the_username_by_mail_or_is_sent_to_the_school()
    {
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/connexion/eleve");
        await page.GetByRole(AriaRole.Link, new() { Name = "Identifiant oublié ?" }).ClickAsync();
        await window.OnPageAsync("Identifiant perdu");
        await Assertions.Expect(page.GetByText("Je contacte mon établissement")).ToBeVisibleAsync();
        Assert.Equal(0, await page.GetByText("Par SMS").CountAsync());
    }

    private static async Task ChooseAsync(IPage page)
    {
        await page.GetByLabel("Nouveau mot de passe").FillAsync(NewPassword);
        await page.GetByLabel("Confirmez le mot de passe").FillAsync(NewPassword);
        await page.ContinueAsync("Continuer");
    }

    private static async Task SignInAsync(IPage page, string username)
    {
        await page.GetByLabel("Identifiant").FillAsync(username);
        await page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(NewPassword);
        await page.GetByLabel("Mot de passe", new() { Exact = true }).PressAsync("Enter");
    }

    private async Task<(Household Household, string Mail, string Mobile)> ConfirmedAsync()
    {
        var household = await Household.CreateAsync(site);
        var account = household.Claire.Account;
        await household.ActivateAsync(account);
        var (mail, mobile) = ($"claire-{account.Id:N}@exemple.test", string.Create(CultureInfo.InvariantCulture, $"+336399807{Interlocked.Increment(ref _number):00}"));
        await using var main = site.App.Main();
        var row = await main.Set<Account>().FirstAsync(one => one.Id == account.Id);
        (row.Mail, row.MailConfirmedAt, row.Mobile, row.MobileConfirmedAt) = (mail, DateTime.UtcNow, mobile, DateTime.UtcNow);
        await main.SaveChangesAsync();
        await main.Set<GuardianRecord>().Where(record => record.AccountId == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.Mail, mail).SetProperty(record => record.Mobile, mobile));
        return (household, mail, mobile);
    }

    private async Task<OutboxMessage> LastAsync(string recipient)
    {
        await using var db = site.App.Operational();
        return await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.Recipient == recipient).OrderByDescending(message => message.CreatedAt).FirstAsync();
    }

    private async Task<string> CodeAsync(string mobile)
    {
        var message = await LastAsync(mobile);
        Assert.True(site.App.Services.GetRequiredService<SecretTexts>().Open(message));
        return Digits().Match(message.Text).Value;
    }

    [GeneratedRegex("https?://[^\\s)>]+/mot-de-passe-oublie/lien/[^\\s)>]+")]
    private static partial Regex Link();

    [GeneratedRegex("[0-9]{4} [0-9]{4}")]
    private static partial Regex Digits();
}
