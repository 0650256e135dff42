using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Agents;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>A head who leaves the administrative network: the page that asks for the code, in every state, in a real browser with axe at both widths.</summary>
[Collection(nameof(SiteCollection))]
public sealed class AgentCodeJourneys(BrowserSite site)
{
    private const string Uai = "9990001A";
    private const string Password = "Trois-lunes-bleues-42";

    [Fact, Trait("Row", "#7"), Trait("Row", "#8")]
    public async Task The_code_is_asked_for_refused_and_taken()
    {
        await using var app = await TestApp.StartAsync(onPort: true, settings: ["--Service:Proxies=127.0.0.1, ::1", $"--Agents:AdministrativeNetworks:{Uai}=10.45.0.0/24"]);
        await using (var db = app.Main())
        {
            var data = new TestData(db);
            data.School(uai: Uai);
            await data.SaveAsync();
        }

        var head = await app.Services.GetRequiredService<AddAgent>().RunAsync(
            "head", "S. Carpentier", Password, [new NewRight(AgentModule.Administration, Uai: Uai) { IsHead = true }], TestContext.Current.CancellationToken);
        await using var context = await site.ContextAsync();
        var page = await context.NewPageAsync();
        await using var window = new Window(context, page, app.Address);
        await From("10.45.0.7");
        await page.GotoAsync(app.Address + "/agents/connexion");
        await page.GetByLabel("Identifiant").FillAsync("head");
        await page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Password);
        await page.ContinueAsync("Se connecter");
        await window.OnPageAsync("ARENA");

        await From("192.0.2.1");
        await page.GotoAsync(app.Address + "/arena");
        await window.OnPageAsync("ARENA");
        await page.GetByRole(AriaRole.Link, new() { Name = "Saisir mon code à usage unique" }).First.ClickAsync();
        await window.FailAndCheckAsync("Saisissez votre code à usage unique", "Continuer");
        await page.GetByLabel("Code à usage unique").FillAsync("000");
        await page.ContinueAsync("Continuer");
        await window.OnPageAsync("Saisissez votre code à usage unique");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Code refusé");
        await page.GetByLabel("Code à usage unique").FillAsync(Demonstration());
        await page.ContinueAsync("Continuer");
        await window.OnPageAsync("ARENA");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Saisir mon code à usage unique" })).ToHaveCountAsync(0);

        Task From(string address) => context.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = address });

        string Demonstration() => EduConnect.Demonstration.Demo.DemoAgent.Code(head.TotpSecret, DateTime.UtcNow);
    }
}
