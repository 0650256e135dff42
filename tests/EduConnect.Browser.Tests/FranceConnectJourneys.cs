using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>A guardian, FranceConnect's stand-in and a real browser, which holds every redirect against the policy of the page before.</summary>
[Collection(nameof(SiteCollection))]
public sealed class FranceConnectJourneys(BrowserSite site)
{
    private const string Button = "S’identifier avec FranceConnect";

    [Fact, Trait("Row", "#30"), Trait("Row", "#37"), Trait("Row", "#38"), Trait("Row", "#39"), Trait("Row", "#40"), Trait("Row", "#41"), Trait("Row", "#42")]
    public async Task Guardian_gives_up_comes_again_activates_and_signs_out_of_both()
    {
        await using var desk = await FranceConnectDesk.StartAsync();
        await using var context = await site.ContextAsync();
        var (app, angela) = (desk.App, await desk.GuardianAsync());
        var page = await context.NewPageAsync();
        await using var window = new Window(context, page, "http://localhost");

        await page.GotoAsync(app.Address + "/connexion/responsable");
        await window.OnPageAsync("Responsable d’élève");
        await page.GetByRole(AriaRole.Button, new() { Name = Button }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await window.OnPageAsync("La connexion avec FranceConnect n’a pas abouti");

        await page.GetByRole(AriaRole.Button, new() { Name = Button }).PressAsync("Enter");
        await page.GetByLabel("Identifiant").FillAsync("test");
        await page.GetByLabel("Mot de passe").FillAsync("123");
        await page.GetByLabel("Mot de passe").PressAsync("Enter");
        await window.OnPageAsync("Mon numéro de téléphone portable");
        await page.Locator("[name='Input.Phone']").FillAsync("06 39 98 00 77");
        await page.Locator("[name='Input.Phone']").PressAsync("Enter");
        await page.WaitForURLAsync("**/inscription/code");
        await page.Locator("[name='Input.Code']").FillAsync(await desk.CodeAsync());
        await page.Locator("[name='Input.Code']").PressAsync("Enter");
        await page.WaitForURLAsync("**/inscription/enfants");
        await page.AnswerAsync("Inès D.", "Oui", Household.InesBirth);
        await page.GetByLabel("Année").PressAsync("Enter");
        await window.OnPageAsync("Bonjour Angela DUBOIS");
        await using (var main = app.Main())
        {
            var account = await main.Set<Account>().SingleAsync(one => one.Id == angela);
            Assert.Equal((AccountState.Activated, ActivationMode.FranceConnect, false), (account.State, account.Mode, account.HasChosenPassword));
        }

        await page.GotoAsync(app.Address + "/mon-compte/franceconnect");
        await window.OnPageAsync("FranceConnect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await window.OnPageAsync("Vous êtes déconnecté");
    }
}
