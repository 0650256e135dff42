using System.Text.RegularExpressions;
using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>A guardian, FranceConnect's stand-in and a real browser, which holds every redirect against the policy of the page before.</summary>
[Collection(nameof(SiteCollection))]
public sealed partial class FranceConnectJourneys(BrowserSite site)
{
    private const string ServiceId = "educonnect";
    private const string Secret = "franceconnect-demonstration-secret";
    private const string Mobile = "+33639980077";
    private const string Button = "S’identifier avec FranceConnect";

    [Fact, Trait("Row", "#30"), Trait("Row", "#37"), Trait("Row", "#38"), Trait("Row", "#39"), Trait("Row", "#40"), Trait("Row", "#41"), Trait("Row", "#42")]
    public async Task Guardian_gives_up_comes_again_activates_and_signs_out_of_both()
    {
        Require.Executable("node");
        Require.Component(Directory.Exists(Path.Combine(DemoSettings.FindRoot(), "partners/franceconnect/node_modules")), "the packages of partners/franceconnect are not installed");
        await using var context = await site.ContextAsync();
        var port = LoopbackPorts.After(24_300, 1)[0];
        await using var app = await TestApp.StartAsync(onPort: true, settings: [$"--FranceConnect:Issuer=http://localhost:{port}/api/v2", $"--FranceConnect:ServiceId={ServiceId}", $"--FranceConnect:ServiceSecret={Secret}"]);
        await using var partner = await StartAsync(port, app.Address);
        var angela = await GuardianAsync(app);
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
        await page.Locator("[name='Input.Code']").FillAsync(await CodeAsync(app));
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

    private static Task<Partner> StartAsync(int port, string service) => Partner.StartAsync(
        DemoSettings.FindRoot(),
        "franceconnect",
        new Dictionary<string, string>
        {
            ["FRANCECONNECT_PORT"] = $"{port}",
            ["FRANCECONNECT_SERVICE"] = service,
            ["FRANCECONNECT_CLIENT_ID"] = ServiceId,
            ["FRANCECONNECT_CLIENT_SECRET"] = Secret,
        },
        TestContext.Current.CancellationToken);

    private static async Task<Guid> GuardianAsync(TestApp app)
    {
        await using var main = app.Main();
        var data = new TestData(main);
        var guardian = data.Guardian(data.Pupil(data.School(), lastName: "DUBOIS", firstName: "Inès", birthDate: Household.InesBirth), "DUBOIS", "Angela", mobile: Mobile);
        await data.SaveAsync();
        return guardian.Account.Id;
    }

    private static async Task<string> CodeAsync(TestApp app)
    {
        await using var operational = app.Operational();
        var sms = await operational.Set<OutboxMessage>().AsNoTracking().SingleAsync(message => message.Recipient == Mobile);
        Assert.True(app.Services.GetRequiredService<SecretTexts>().Open(sms));
        return Digits().Match(sms.Text).Value.Replace(" ", string.Empty, StringComparison.Ordinal);
    }

    [GeneratedRegex("[0-9]{4} [0-9]{4}")]
    private static partial Regex Digits();
}
