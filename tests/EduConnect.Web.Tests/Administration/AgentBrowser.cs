using EduConnect.Core.Agents;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>Adds an agent and signs in as a browser would.</summary>
internal static class AgentBrowser
{
    public const string Password = "Trois-lunes-bleues-42";

    public static async Task<PageClient> SignInAsync(TestApp app, string username, params NewRight[] rights)
    {
        var agent = await app.Services.GetRequiredService<AddAgent>().RunAsync(username, "S. Carpentier", Password, rights, TestContext.Current.CancellationToken);
        var browser = Html(app);
        var page = await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), Fields(username, Password, await CodeAsync(app, agent.Id)));
        Assert.Equal("/arena", page.Address.AbsolutePath);
        return browser;
    }

    /// <summary>A browser that says it reads HTML, so that refusals come as pages.</summary>
    public static PageClient Html(TestApp app)
    {
        var browser = app.Browser();
        browser.Headers["Accept"] = "text/html";
        return browser;
    }

    public static Dictionary<string, string> Fields(string username, string password, string code) =>
        new() { ["Username"] = username, ["Password"] = password, ["Code"] = code };

    public static async Task<string> CodeAsync(TestApp app, Guid agentId)
    {
        await using var db = app.Main();
        var agent = await db.FindAsync<Agent>([agentId], TestContext.Current.CancellationToken);
        var seed = app.Services.GetRequiredService<AgentSeeds>().Open(agentId, agent!.TotpSeed)!;
        return Totp.Code(seed, Totp.StepAt(app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime));
    }
}
