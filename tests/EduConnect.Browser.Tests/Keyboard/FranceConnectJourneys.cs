using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Keyboard;

/// <summary>FranceConnect by keyboard alone, scripts off, 320 px: from the door of a service and from the page of a former ENT, to the end.</summary>
[Collection(nameof(SiteCollection))]
public sealed class FranceConnectJourneys(BrowserSite site)
{
    private const string Button = "S’identifier avec FranceConnect";

    [Fact, Trait("Row", "#37"), Trait("Row", "#38"), Trait("Row", "#39"), Trait("Row", "#41")]
    public async Task Guardian_activates_for_the_service_and_comes_again()
    {
        await using var desk = await FranceConnectDesk.StartAsync();
        var angela = await desk.GuardianAsync();
        await using var service = await VisitedService.StartAsync(desk.App);
        await using (var context = await site.ContextAsync(width: 320, scripts: false))
        {
            var page = await context.NewPageAsync();
            await service.EnterAsync(page);
            await page.FollowAsync("Responsable");
            await page.PressAsync(Button);
            await ActivateAsync(page, desk);
            await VisitedService.RecognisedAsync(page);
            await AssertActivatedAsync(desk, angela);
        }

        await using var again = await site.ContextAsync(width: 320, scripts: false);
        var later = await again.NewPageAsync();
        await service.EnterAsync(later);
        await later.FollowAsync("Responsable");
        await later.PressAsync(Button);
        await IdentifyAsync(later);
        await VisitedService.RecognisedAsync(later);
    }

    [Fact, Trait("Row", "#66"), Trait("Row", "#38"), Trait("Row", "#70")]
    public async Task Guardian_who_comes_from_the_ENT_chooses_FranceConnect_and_goes_on_to_it()
    {
        await using var desk = await FranceConnectDesk.StartAsync();
        var (angela, ines) = await desk.FamilyAsync();
        var ent = await FormerEnt.RegisterAsync(desk.App);
        await using var context = await site.ContextAsync(width: 320, scripts: false);
        var page = await context.NewPageAsync();
        await ent.ArriveAsync(page, 2, "Dubois", "Angela", ines);
        await page.HeadingAsync("Votre espace Éducation Nationale évolue.");
        await page.PressAsync(Button);
        await ActivateAsync(page, desk);
        await page.HeadingAsync("ÉduConnect");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Continuer vers Mon ancien ENT" })).ToHaveAttributeAsync("href", FormerEnt.Elsewhere);
        await page.TabToAsync(page.GetByRole(AriaRole.Link, new() { Name = "Continuer vers Mon ancien ENT" }));
        await AssertActivatedAsync(desk, angela.Account.Id);
    }

    private static async Task IdentifyAsync(IPage page)
    {
        await page.HeadingAsync("Je choisis un compte de démonstration");
        await page.TypeIntoAsync("Identifiant", "test");
        await page.TypeIntoAsync("Mot de passe", "123");
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task ActivateAsync(IPage page, FranceConnectDesk desk)
    {
        await IdentifyAsync(page);
        await page.HeadingAsync("Mon numéro de téléphone portable");
        await page.TypeIntoAsync("N° de téléphone portable", "06 39 98 00 77");
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Je saisis le code reçu par SMS");
        await page.TypeIntoAsync("Code d’activation", await desk.CodeAsync());
        await page.Keyboard.PressAsync("Enter");
        await page.HeadingAsync("Vos enfants");
        await page.SayYesAsync(Household.InesBirth);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task AssertActivatedAsync(FranceConnectDesk desk, Guid account)
    {
        await using var main = desk.App.Main();
        var row = await main.Set<Account>().SingleAsync(one => one.Id == account);
        Assert.Equal((AccountState.Activated, ActivationMode.FranceConnect), (row.State, row.Mode));
    }
}
