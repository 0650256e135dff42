using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Agents;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>An agent, the stand-in of the ministry's provider on another site, and a real browser, which keeps strict cookies and policies.</summary>
[Collection(nameof(SiteCollection))]
public sealed class MinistryJourneys(BrowserSite site)
{
    [Fact, Trait("Spec", "12.3"), Trait("Row", "#10"), Trait("Row", "#12"), Trait("Row", "#238")]
    public async Task Agent_gives_up_comes_without_key_then_with_it_and_signs_out_of_both()
    {
        await using var desk = await MinistryDesk.StartAsync("""[{"username": "s.carpentier", "groups": ["ECT_ADMIN_999_2D"]}]""");
        await desk.AddAsync("s.carpentier", new NewRight(AgentModule.Operations));
        await using var context = await site.ContextAsync();
        var page = await context.NewPageAsync();
        await using var window = new Window(context, page, "http://localhost", "http://127.0.0.1");

        await page.GotoAsync(desk.App.Address + "/agents/connexion?retour=%2Fexploitation");
        await window.OnPageAsync("Connexion des agents");
        await page.GetByRole(AriaRole.Button, new() { Name = "Me connecter avec le guichet des agents" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await window.OnPageAsync("La connexion n’a pas abouti");

        await page.GetByRole(AriaRole.Button, new() { Name = "Me connecter avec le guichet des agents" }).PressAsync("Enter");
        await SignInThereAsync(page, key: string.Empty);
        await window.OnPageAsync("Votre clé OTP est nécessaire");

        await page.GetByRole(AriaRole.Button, new() { Name = "Recommencer avec ma clé OTP" }).PressAsync("Enter");
        await SignInThereAsync(page, key: "otp");
        await window.OnPageAsync("État du service");
        await page.GotoAsync(desk.App.Address + "/arena");
        await window.OnPageAsync("ARENA");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Administration des comptes" }).First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await window.OnPageAsync("Connexion des agents");
        await page.GetByRole(AriaRole.Button, new() { Name = "Me connecter avec le guichet des agents" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Clé OTP")).ToBeVisibleAsync();
    }

    private static async Task SignInThereAsync(IPage page, string key)
    {
        await page.GetByLabel("Identifiant").FillAsync("s.carpentier");
        await page.GetByLabel("Mot de passe").FillAsync("123");
        await page.GetByLabel("Clé OTP").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
    }
}
