using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Families from the paper they were given to the portal, in a real browser; every page on the way is checked at both widths.</summary>
[Collection(nameof(SiteCollection))]
public sealed class FamilyJourneys(BrowserSite site)
{
    [Fact, Trait("Row", "#58")]
    public async Task Pupil_activates_the_account_and_arrives_signed_in()
    {
        var household = await Household.CreateAsync(site);
        var account = household.Ines.Account!;
        var password = await household.InformAsync(account);
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/");
        await window.CheckBothWidthsAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Élève Au collège" }).ClickAsync();
        await window.CheckBothWidthsAsync();
        await SignInAsync(page, account.Username, password);

        await window.FailAndCheckAsync("Mon mot de passe", "Continuer");
        await page.GetByLabel("Nouveau mot de passe").FillAsync(Household.GoodPassword);
        await page.GetByLabel("Confirmez votre mot de passe").FillAsync(Household.GoodPassword);
        await page.ContinueAsync("Continuer");

        await window.OnPageAsync("Mon adresse mail");
        await page.GetByLabel("Email (facultatif)").FillAsync("ines@");
        await page.ContinueAsync("Continuer");
        await window.CheckBothWidthsAsync();
        await page.GetByLabel("Email (facultatif)").FillAsync("");
        await page.ContinueAsync("Continuer");

        await window.OnPageAsync("Ma date de naissance");
        await page.Locator("main").FillDateAsync(new DateOnly(2012, 2, 1));
        await page.ContinueAsync("Activer votre compte");
        await window.OnPageAsync("Ma date de naissance");
        Assert.Equal("2012", await page.GetByLabel("Année").InputValueAsync());
        await page.Locator("main").FillDateAsync(Household.InesBirth);
        await page.ContinueAsync("Activer votre compte");

        await window.OnPageAsync("Bonjour");
        Assert.Equal(AccountState.Activated, (await household.ReadAsync(account)).State);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await window.OnPageAsync("Vous êtes déconnecté");
    }

    [Fact, Trait("Row", "#53"), Trait("Row", "#54"), Trait("Row", "#55"), Trait("Row", "#56"), Trait("Row", "#57")]
    public async Task Guardian_activates_confirms_the_address_and_signs_in()
    {
        var household = await Household.CreateAsync(site);
        var account = household.Claire.Account;
        var password = await household.InformAsync(account);
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/connexion/responsable");
        await SignInAsync(page, account.Username, password);
        await FillStepsAsync(window, household);
        await page.AnswerAsync("Inès M.", "Oui", Household.InesBirth.AddDays(1));
        await page.AnswerAsync("Malo M.", "Oui", Household.MaloBirth);
        await page.ContinueAsync("Activer votre compte");
        await window.OnPageAsync("Vos enfants");
        Assert.StartsWith("Erreur : ", await page.TitleAsync(), StringComparison.Ordinal);
        await page.AnswerAsync("Inès M.", "Oui", Household.InesBirth);
        await page.AnswerAsync("Malo M.", "Oui", Household.MaloBirth);
        await page.ContinueAsync("Activer votre compte");

        await window.OnPageAsync("Confirmez votre adresse mail");
        Assert.Equal(AccountState.Activating, (await household.ReadAsync(account)).State);
        await window.GoAsync("/connexion/responsable");
        await SignInAsync(page, account.Username, Household.GoodPassword);
        await window.OnPageAsync("Mon adresse mail est à confirmer");
        await window.GoAsync(await household.LinkOfLastMailAsync(account));
        await window.OnPageAsync("Je confirme mon adresse mail");
        await page.ContinueAsync("Confirmer mon adresse mail");
        await window.OnPageAsync("L’adresse mail est validée");
        Assert.Equal(AccountState.Activated, (await household.ReadAsync(account)).State);

        await page.GetByRole(AriaRole.Link, new() { Name = "Me connecter" }).ClickAsync();
        await SignInAsync(page, account.Username, Household.GoodPassword);
        await window.OnPageAsync("Bonjour Claire MOREL");
        await Assertions.Expect(page.GetByText("Malo MOREL")).ToBeVisibleAsync();
    }

    [Fact, Trait("Row", "#71"), Trait("Row", "#72"), Trait("Row", "#74")]
    public async Task Guardian_reports_a_wrong_tie_and_confirms_it_on_a_second_page()
    {
        var household = await Household.CreateAsync(site);
        var password = await household.InformAsync(household.Claire.Account);
        await using var window = await site.OpenAsync(width: 320);
        var page = window.Page;
        await window.GoAsync("/connexion/responsable");
        await SignInAsync(page, household.Claire.Account.Username, password);
        await FillStepsAsync(window, household);
        await page.AnswerAsync("Inès M.", "Non", null);
        await page.AnswerAsync("Malo M.", "Oui", Household.MaloBirth);
        await page.ContinueAsync("Activer votre compte");
        await window.OnPageAsync("Je confirme mon signalement");
        await page.ContinueAsync("Valider");
        await window.OnPageAsync("Confirmez votre adresse mail");
    }

    [Fact, Trait("Row", "#30")]
    public async Task Sign_in_that_fails_keeps_the_username_and_says_how_to_go_on()
    {
        var household = await Household.CreateAsync(site);
        await household.ActivateAsync(household.Claire.Account);
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/connexion/responsable");
        await page.ContinueAsync("Se connecter");
        await window.CheckBothWidthsAsync();
        await SignInAsync(page, household.Claire.Account.Username, "pas le bon mot de passe");
        await Assertions.Expect(page.GetByText("Connexion impossible")).ToBeVisibleAsync();
        Assert.Equal(household.Claire.Account.Username, await page.GetByLabel("Identifiant").InputValueAsync());
        Assert.Equal("", await page.GetByLabel("Mot de passe", new() { Exact = true }).InputValueAsync());
        await window.CheckBothWidthsAsync();
        await SignInAsync(page, household.Claire.Account.Username, Household.GoodPassword);
        await window.OnPageAsync("Bonjour Claire MOREL");
    }

    [Fact, Trait("Figure", "page")]
    public async Task Sign_in_page_weighs_at_most_45_kilobytes_in_six_requests()
    {
        await using var window = await site.OpenAsync();
        var requests = new List<IRequest>();
        window.Page.RequestFinished += (_, request) => requests.Add(request);
        await window.Page.GotoAsync("/connexion/responsable", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var weight = 0;
        foreach (var request in requests)
        {
            var sizes = await request.SizesAsync();
            weight += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
        }

        Assert.InRange(requests.Count, 4, 6);
        Assert.InRange(weight, 30_000, 45_000);
    }

    [Fact]
    public async Task Guardian_signs_in_with_the_keyboard_alone_and_without_scripts()
    {
        var household = await Household.CreateAsync(site);
        await household.ActivateAsync(household.Claire.Account);
        await using var window = await site.OpenAsync(scripts: false);
        var keyboard = window.Page.Keyboard;
        await window.GoAsync("/connexion/responsable");
        await window.Page.GetByLabel("Identifiant").FocusAsync();
        await keyboard.TypeAsync(household.Claire.Account.Username);
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync(Household.GoodPassword);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Bonjour Claire MOREL");
    }

    private static async Task SignInAsync(IPage page, string username, string password)
    {
        await page.GetByLabel("Identifiant").FillAsync(username);
        await page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(password);
        await page.ContinueAsync("Se connecter");
    }

    /// <summary>Address and password, in the order the pages ask for them, up to the children.</summary>
    private static async Task FillStepsAsync(Window window, Household household)
    {
        var page = window.Page;
        while (await page.GetByRole(AriaRole.Heading, new() { Name = "Vos enfants" }).CountAsync() == 0)
        {
            await window.CheckBothWidthsAsync();
            if (await page.GetByLabel("Nouveau mot de passe").CountAsync() > 0)
            {
                await page.GetByLabel("Nouveau mot de passe").FillAsync(Household.GoodPassword);
                await page.GetByLabel("Confirmez votre mot de passe").FillAsync(Household.GoodPassword);
            }
            else
            {
                var address = $"claire-{household.Claire.Account.Id:N}@exemple.test";
                await page.GetByLabel("Email", new() { Exact = true }).FillAsync(address);
                await page.GetByLabel("Confirmez votre email").FillAsync(address);
            }

            await page.ContinueAsync("Continuer");
        }

        await window.CheckBothWidthsAsync();
    }
}
