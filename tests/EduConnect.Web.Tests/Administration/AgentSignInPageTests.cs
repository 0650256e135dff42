using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Testing.Web;

namespace EduConnect.Web.Tests.Administration;

public sealed class AgentSignInPageTests
{
    [Fact]
    public async Task Empty_wrong_overlong_and_control_characters_get_a_sentence()
    {
        await using var app = await TestApp.StartAsync(settings: "--Roles=sign-in,administration");
        using var browser = AgentBrowser.Html(app);
        var empty = await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields(string.Empty, string.Empty, string.Empty));
        Assert.Contains("Saisissez votre identifiant d’agent.", empty.Text, StringComparison.Ordinal);
        Assert.StartsWith("Erreur : ", empty.Title, StringComparison.Ordinal);
        foreach (var username in new[] { "nobody", new string('x', 5000), "a\u0001b\u202e", "'; --" })
        {
            var wrong = await browser.SubmitAsync(empty, AgentBrowser.Fields(username, new string('p', 3000), "123456"));
            Assert.True(wrong.Status == HttpStatusCode.OK, $"{username.Length} signs: {wrong.Status} {wrong.Text}");
            Assert.Contains("L’identifiant, le mot de passe ou le code est incorrect.", wrong.Text, StringComparison.Ordinal);
        }

        var unreadable = await browser.SubmitAsync(empty, AgentBrowser.Fields("a\u0000b", "p", "123456"));
        Assert.Equal(HttpStatusCode.BadRequest, unreadable.Status);
        Assert.Contains("Cette demande n’a pas pu être comprise", unreadable.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/administration", "/administration")]
    [InlineData("https://evil.example/", "/arena")]
    [InlineData("//evil.example/", "/arena")]
    public async Task After_signing_in_the_agent_goes_back_to_a_page_of_ours_only(string asked, string reached)
    {
        await using var app = await TestApp.StartAsync(settings: "--Roles=sign-in,administration");
        using var first = await AgentBrowser.SignInAsync(app, "first", new NewRight(AgentModule.Administration, Departement: "999"));
        var add = (AddAgent)app.Services.GetService(typeof(AddAgent))!;
        var agent = await add.RunAsync("second", "S. C.", AgentBrowser.Password, [new NewRight(AgentModule.Administration, Departement: "999")], TestContext.Current.CancellationToken);
        using var browser = AgentBrowser.Html(app);
        var page = await browser.GetAsync("/agents/connexion?retour=" + Uri.EscapeDataString(asked));
        page = await browser.SubmitAsync(page, AgentBrowser.Fields("second", AgentBrowser.Password, await AgentBrowser.CodeAsync(app, agent.Id)));
        Assert.Equal(reached, page.Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-SE3")]
    public async Task The_cookie_is_strict_and_signing_out_ends_the_session_on_the_server()
    {
        await using var app = await TestApp.StartAsync(settings: "--Roles=sign-in,administration");
        using var browser = await AgentBrowser.SignInAsync(app, "s.carpentier", new NewRight(AgentModule.Administration, Departement: "999"));
        var handle = browser.Cookies.GetCookies(new Uri(app.Address))["educonnect-agent"]!.Value;
        var page = await browser.SubmitAsync(await browser.GetAsync("/agents/deconnexion"), new Dictionary<string, string>());
        Assert.Equal("/agents/connexion", page.Address.AbsolutePath);
        using var thief = AgentBrowser.Html(app);
        thief.Cookies.Add(new Uri(app.Address), new Cookie("educonnect-agent", handle));
        Assert.Equal("/agents/connexion", (await thief.GetAsync("/arena")).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_node_without_the_role_has_no_such_page()
    {
        await using var app = await TestApp.StartAsync(settings: "--Roles=sign-in");
        using var browser = app.Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/agents/connexion")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/administration")).Status);
    }
}
