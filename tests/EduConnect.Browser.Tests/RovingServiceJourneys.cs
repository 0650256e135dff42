using EduConnect.Browser.Tests.Site;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>
/// Services that send people on to a third site: browsers hold every redirect that follows a form against the form's <c>form-action</c>, so that a sign-in could end
/// on the filled-in form without a word (ADR 0030).
/// </summary>
[Collection(nameof(SiteCollection)), Trait("Rule", "S-HD1")]
public sealed class RovingServiceJourneys(BrowserSite site)
{
    [Theory, Trait("Row", "#1")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Guardian_signs_in_with_the_password_for_it(bool scripts)
    {
        await using var service = await RovingService.StartAsync(site.App);
        await using var browser = await site.ContextAsync(scripts: scripts);
        var page = await EnterAsync(browser, await HouseholdAsync(), service.Authorize("&acr_values=responsable"));
        await RovingService.ArrivedAsync(page, "retour");
    }

    [Theory, Trait("Spec", "Form Post Response Mode 2"), Trait("Spec", "SAML Bindings 3.5")]
    [InlineData("oidc", "retour-post")]
    [InlineData("saml", "acs-post")]
    public async Task Guardian_is_taken_to_it_by_a_form(string protocol, string by)
    {
        await using var service = await RovingService.StartAsync(site.App);
        await using var browser = await site.ContextAsync();
        var page = await EnterAsync(browser, await HouseholdAsync(), protocol == "saml" ? service.Unsolicited : service.Authorize("&acr_values=responsable&response_mode=form_post"));
        await RovingService.ArrivedAsync(page, by);
    }

    [Fact, Trait("Spec", "OpenID Connect Core 3.1.2.1")]
    public async Task Guardian_agrees_and_signs_out_again()
    {
        await using var service = await RovingService.StartAsync(site.App);
        await using var browser = await site.ContextAsync();
        var page = await EnterAsync(browser, await HouseholdAsync(), "/mon-compte");
        await page.HeadingAsync("Mon compte");
        await page.GotoAsync(site.App.Address + service.Authorize("&prompt=consent"));
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Continuer" }).PressAsync("Enter");
        await RovingService.ArrivedAsync(page, "retour");
        await page.GotoAsync(site.App.Address + service.SignOut);
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).PressAsync("Enter");
        await RovingService.ArrivedAsync(page, "parti");
    }

    // What the service began itself stays a redirect: its pages of ours are the sign-in's only.
    [Fact, Trait("Spec", "OpenID Connect Core 3.1.2.5")]
    public async Task Guardian_who_is_signed_in_sees_no_page_between_and_otherwise_one_with_a_way_on()
    {
        await using var service = await RovingService.StartAsync(site.App);
        await using var browser = await site.ContextAsync();
        var page = await EnterAsync(browser, await HouseholdAsync(), "/mon-compte");
        await page.HeadingAsync("Mon compte");
        await page.GotoAsync(service.Door);
        var answered = page.WaitForResponseAsync(response => response.Url.Contains("/oidc/authorize?", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Link, new() { Name = "Entrer" }).ClickAsync();
        Assert.Equal(302, (await answered).Status);
        await RovingService.ArrivedAsync(page, "retour");

        await using var window = new Window(browser, await browser.NewPageAsync(), site.App.Address, service.Door);
        await window.Page.RouteAsync(service.Door + "/**", route => route.FulfillAsync(new() { Status = 204 }));
        await window.GoAsync(site.App.Address + service.Authorize("&prompt=consent"));
        await window.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Continuer" }).PressAsync("Enter");
        await window.OnPageAsync("Vous êtes redirigé");
        await window.Page.UnrouteAsync(service.Door + "/**");
        // Clicks wait for the navigation that was held back.
        var way = await window.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Continuer" }).GetAttributeAsync("href");
        Assert.StartsWith(service.Door + "/retour?code=", way, StringComparison.Ordinal);
        await window.Page.GotoAsync(way!);
        await RovingService.ArrivedAsync(window.Page, "retour");
    }

    private async Task<Household> HouseholdAsync()
    {
        var household = await Household.CreateAsync(site);
        await household.ActivateAsync(household.Claire.Account);
        await household.ConfirmMailAsync(household.Claire.Account, $"claire-{household.Claire.Account.Id:N}@exemple.test");
        return household;
    }

    private async Task<IPage> EnterAsync(IBrowserContext browser, Household household, string path)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(site.App.Address + path);
        if (await page.GetByLabel("Mot de passe", new() { Exact = true }).CountAsync() == 0)
        {
            await page.FollowAsync("Responsable");
        }

        await page.SignInByKeyboardAsync(household.Claire.Account.Username, Household.GoodPassword);
        return page;
    }
}
