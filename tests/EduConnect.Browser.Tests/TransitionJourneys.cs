using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>From the page of a former system on another site, through its form, to the way back to it; every page is checked at both widths.</summary>
[Collection(nameof(SiteCollection))]
public sealed class TransitionJourneys(BrowserSite site)
{
    [Fact, Trait("Row", "#65"), Trait("Row", "#66"), Trait("Row", "#67"), Trait("Row", "#68"), Trait("Row", "#69"), Trait("Row", "#70")]
    public async Task Guardian_comes_from_the_ENT_and_goes_on_to_it()
    {
        var household = await Household.CreateAsync(site);
        var ent = await FormerEnt.RegisterAsync(site.App);
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await ent.ArriveAsync(page, 2, "Morel", "Claire", household.Ines);
        await window.OnPageAsync("Votre espace Éducation Nationale évolue.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Je crée mon compte ÉduConnect" }).ClickAsync();
        await window.FailAndCheckAsync("Votre nouveau compte", "Continuer");
        await Assertions.Expect(page.GetByText(household.Claire.Account.Username, new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("J’initialise mon mot de passe").FillAsync(Household.GoodPassword);
        await page.GetByLabel("Je confirme mon mot de passe").FillAsync(Household.GoodPassword);
        await page.ContinueAsync("Continuer");
        await window.OnPageAsync("Vos enfants");
        await page.AnswerAsync("Inès M.", "Oui", Household.InesBirth);
        await page.AnswerAsync("Malo M.", "Oui", Household.MaloBirth);
        await page.ContinueAsync("Activer votre compte");
        await window.OnPageAsync("Votre compte ÉduConnect est créé");
        Assert.Equal(FormerEnt.Elsewhere, await page.GetByRole(AriaRole.Link, new() { Name = "Continuer vers Mon ancien ENT" }).GetAttributeAsync("href"));
        var account = await household.ReadAsync(household.Claire.Account);
        Assert.Equal((AccountState.Activated, ActivationMode.Ent), (account.State, account.Mode));

        await using var again = await site.OpenAsync();
        await ent.ArriveAsync(again.Page, 2, "Morel", "Claire", household.Ines, target: null);
        await again.OnPageAsync("Vous avez déjà un compte ÉduConnect");
    }

    [Fact, Trait("Row", "#65"), Trait("Row", "#67")]
    public async Task Pupil_comes_without_scripts_and_by_keyboard_alone()
    {
        var household = await Household.CreateAsync(site);
        var ent = await FormerEnt.RegisterAsync(site.App);
        await using var window = await site.OpenAsync(width: 320, scripts: false);
        var page = window.Page;
        await ent.ArriveAsync(page, 4, "MOREL", "Inès", household.Ines, target: null);
        await HeadingAsync(page, "Votre espace Éducation Nationale évolue.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Je crée mon compte ÉduConnect" }).PressAsync("Enter");
        await HeadingAsync(page, "Votre nouveau compte");
        await page.GetByLabel("J’initialise mon mot de passe").FocusAsync();
        await page.Keyboard.TypeAsync(Household.GoodPassword);
        await page.GetByLabel("Je confirme mon mot de passe").FocusAsync();
        await page.Keyboard.TypeAsync(Household.GoodPassword);
        await page.Keyboard.PressAsync("Enter");
        await HeadingAsync(page, "Votre compte ÉduConnect est créé");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continuer", Exact = true }).PressAsync("Enter");
        await HeadingAsync(page, "Bonjour Inès MOREL");
        Assert.Equal(AccountState.Activated, (await household.ReadAsync(household.Ines.Account!)).State);
    }

    [Fact]
    public async Task Refusal_holds_true_at_both_widths()
    {
        await using var window = await site.OpenAsync();
        await (await FormerEnt.RegisterAsync(site.App)).ArriveAsync(window.Page, "a.b.c");
        await window.OnPageAsync("Votre compte n’a pas pu être créé par ce chemin");
    }

    private static Task HeadingAsync(IPage page, string text) => Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(text);
}
