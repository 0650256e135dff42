using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>"Je n'ai pas de compte" in a real browser; every page on the way, with and without errors, is checked at both widths.</summary>
[Collection(nameof(SiteCollection))]
public sealed class RegistrationJourneys(BrowserSite site)
{
    [Fact, Trait("Row", "#45"), Trait("Row", "#46"), Trait("Row", "#47"), Trait("Row", "#48"), Trait("Row", "#49"), Trait("Row", "#50")]
    public async Task Guardian_creates_the_account_and_arrives_signed_in()
    {
        const string Mobile = "+33639980301";
        var household = await Household.CreateAsync(site, Mobile);
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/connexion/responsable");
        await page.GetByRole(AriaRole.Link, new() { Name = "Je n’ai pas de compte" }).ClickAsync();
        await window.FailAndCheckAsync("Je crée mon compte", "Recevoir mon code SMS");
        await page.GetByRole(AriaRole.Link, new() { Name = "Je ne souhaite pas utiliser de téléphone portable" }).ClickAsync();
        await window.OnPageAsync("Créer mon compte sans téléphone portable");
        await page.GetByRole(AriaRole.Link, new() { Name = "Retour" }).ClickAsync();
        await IdentifyAsync(page, "06 39 98 03 01");

        await window.FailAndCheckAsync("Je saisis le code reçu par SMS", "Continuer");
        await page.ContinueAsync("Envoyer un nouveau code");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Attendez une minute");
        await window.CheckBothWidthsAsync();
        await page.GetByLabel("Code d’activation").FillAsync(await household.CodeOfLastSmsAsync(Mobile));
        await page.ContinueAsync("Continuer");

        await window.FailAndCheckAsync("Vos enfants", "Confirmer");
        await page.AnswerAsync("Inès M.", "Oui", Household.InesBirth.AddDays(1));
        await page.AnswerAsync("Malo M.", "Oui", Household.MaloBirth);
        await page.ContinueAsync("Confirmer");
        await window.OnPageAsync("Vos enfants");
        await page.AnswerAsync("Inès M.", "Oui", Household.InesBirth);
        await page.AnswerAsync("Malo M.", "Oui", Household.MaloBirth);
        await page.ContinueAsync("Confirmer");

        await window.FailAndCheckAsync("Mon identifiant et mon mot de passe", "Terminer");
        await Assertions.Expect(page.GetByText(household.Claire.Account.Username, new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("Mon mot de passe").FillAsync(Household.GoodPassword);
        await page.GetByLabel("Je confirme le mot de passe").FillAsync(Household.GoodPassword);
        await page.ContinueAsync("Terminer");
        await window.OnPageAsync("Bonjour Claire MOREL");
        Assert.Equal((AccountState.Activated, ActivationMode.SelfRegistration), await StateAsync(household));
        await window.GoAsync("/inscription/mot-de-passe");
        await window.OnPageAsync("C’est terminé");
    }

    [Fact, Trait("Row", "#46")]
    public async Task Guardian_creates_the_account_without_scripts()
    {
        const string Mobile = "+33639980303";
        var household = await Household.CreateAsync(site, Mobile);
        await using var window = await site.OpenAsync(width: 320, scripts: false);
        var page = window.Page;
        await window.GoAsync("/inscription");
        await IdentifyAsync(page, "06 39 98 03 03");
        await page.GetByLabel("Code d’activation").FillAsync(await household.CodeOfLastSmsAsync(Mobile));
        await page.ContinueAsync("Continuer");
        await page.AnswerAsync("Inès M.", "Oui", Household.InesBirth);
        await page.AnswerAsync("Malo M.", "Oui", Household.MaloBirth);
        await page.ContinueAsync("Confirmer");
        await page.GetByLabel("Mon mot de passe").FillAsync(Household.GoodPassword);
        await page.GetByLabel("Je confirme le mot de passe").FillAsync(Household.GoodPassword);
        await page.ContinueAsync("Terminer");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Bonjour Claire MOREL");
        Assert.Equal((AccountState.Activated, ActivationMode.SelfRegistration), await StateAsync(household));
    }

    [Fact, Trait("Row", "#46"), Trait("Row", "#74")]
    public async Task Guardian_creates_the_account_by_keyboard_alone_and_reports_a_child()
    {
        const string Mobile = "+33639980302";
        var household = await Household.CreateAsync(site, Mobile);
        await using var window = await site.OpenAsync(width: 320);
        var page = window.Page;
        var keyboard = page.Keyboard;
        await window.GoAsync("/inscription");
        await page.GetByLabel("Nom", new() { Exact = true }).FocusAsync();
        await keyboard.TypeAsync("morel");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("claire");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("0639980302");
        await keyboard.PressAsync("Enter");
        await window.OnPageAsync("Je saisis le code reçu par SMS");
        await page.GetByLabel("Code d’activation").FocusAsync();
        await keyboard.TypeAsync(await household.CodeOfLastSmsAsync(Mobile));
        await keyboard.PressAsync("Enter");
        await window.OnPageAsync("Vos enfants");
        await page.Locator("input[type=radio]").First.FocusAsync();
        await keyboard.PressAsync("Space");
        await TypeDateAsync(page, keyboard, Household.InesBirth);
        await page.Locator("input[type=radio]").Nth(3).FocusAsync();
        await keyboard.PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer" }).FocusAsync();
        await keyboard.PressAsync("Enter");
        await window.OnPageAsync("Je confirme mon signalement");
        await page.GetByRole(AriaRole.Button, new() { Name = "Valider" }).FocusAsync();
        await keyboard.PressAsync("Enter");
        await window.OnPageAsync("Mon identifiant et mon mot de passe");
        await page.GetByLabel("Mon mot de passe").FocusAsync();
        await keyboard.TypeAsync(Household.GoodPassword);
        await page.GetByLabel("Je confirme le mot de passe").FocusAsync();
        await keyboard.TypeAsync(Household.GoodPassword);
        await keyboard.PressAsync("Enter");
        await window.OnPageAsync("Bonjour Claire MOREL");
        await Assertions.Expect(page.GetByText("Inès MOREL").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pages_that_close_the_journey_hold_true_at_both_widths()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/inscription/expiree");
        await window.OnPageAsync("Cette étape n’est plus ouverte");
        await window.GoAsync("/inscription/autre-identite");
        await window.OnPageAsync("Ce compte est déjà relié à FranceConnect");
    }

    private static async Task IdentifyAsync(IPage page, string phone)
    {
        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Morel");
        await page.GetByLabel("Prénom").FillAsync("Claire");
        await page.GetByLabel("N° de téléphone portable").FillAsync(phone);
        await page.ContinueAsync("Recevoir mon code SMS");
    }

    private static async Task TypeDateAsync(IPage page, IKeyboard keyboard, DateOnly date)
    {
        await page.GetByLabel("Jour").First.FocusAsync();
        foreach (var part in new[] { date.Day, date.Month, date.Year })
        {
            await keyboard.TypeAsync(part.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await keyboard.PressAsync("Tab");
        }
    }

    private static async Task<(AccountState State, ActivationMode Mode)> StateAsync(Household household)
    {
        var account = await household.ReadAsync(household.Claire.Account);
        return (account.State, account.Mode);
    }
}
