using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Site;

/// <summary>Agents of the running site: added by an operator, signed in by hand.</summary>
internal static class AgentDesk
{
    private const string Password = "Trois-lunes-bleues-42";

    public static Task<Agent> AddAsync(BrowserSite site, string username, params School[] schools) =>
        AddAsync(site, username, [.. schools.Select(school => new NewRight(AgentModule.Administration, Uai: school.Uai))]);

    public static async Task<Agent> AddAsync(BrowserSite site, string username, NewRight[] rights)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var added = await site.App.Services.GetRequiredService<AddAgent>().RunAsync(username, "S. Carpentier", Password, rights, cancellation);
        await using var main = site.App.Main();
        return (await main.FindAsync<Agent>([added.Id], cancellation))!;
    }

    public static async Task SignInAsync(BrowserSite site, Window window, Agent agent)
    {
        var seed = site.App.Services.GetRequiredService<AgentSeeds>().Open(agent.Id, agent.TotpSeed)!;
        await window.GoAsync("/agents/connexion");
        await window.Page.GetByLabel("Identifiant").FillAsync(agent.Username);
        await window.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Password);
        await window.Page.GetByLabel("Code à usage unique").FillAsync(Totp.Code(seed, Totp.StepAt(DateTime.UtcNow)));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("ARENA");
    }
}
