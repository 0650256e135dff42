using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>Against an implementation that is not ours: npm oidc-provider set up like FranceConnect v2, over real HTTP with the real clock.</summary>
public sealed class StandInTests
{
    private const string ServiceId = "educonnect";
    private const string Secret = "franceconnect-demonstration-secret";

    [Theory]
    [InlineData("ES256", "test", "Dubois", "Angela")]
    [InlineData("RS256", "caractères_spéciaux", "Dubinore", "Joëlle")]
    [Trait("Row", "#37")]
    [Trait("Row", "#38")]
    public async Task There_and_back_then_out_there_and_here(string algorithm, string login, string familyName, string firstName)
    {
        await using var visit = await StartAsync(algorithm);
        await visit.AttachAsync(login, familyName, firstName);
        using var browser = visit.App.Browser();
        var portal = await visit.SignInAsync(browser, login);
        Assert.Equal(visit.App.Address + "/portail", portal.Address.ToString());
        Assert.Contains($"Bonjour {firstName} {familyName}", portal.Text, StringComparison.Ordinal);

        var leaving = await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), new Dictionary<string, string>());
        Assert.Equal("/api/v2/session/end", leaving.Address.AbsolutePath);
        var form = leaving.Form();
        var done = await browser.PostAsync(form.Action, [new("xsrf", form.QuerySelector("input[name=xsrf]")!.GetAttribute("value")!), new("logout", "yes")]);
        Assert.Equal(visit.App.Address + "/deconnexion", done.Address.ToString());
        Assert.Contains("Vous êtes déconnecté", done.Text, StringComparison.Ordinal);

        // Out there too: a name and a password are asked for again.
        Assert.NotNull((await visit.LeaveAsync(browser)).Document.QuerySelector("input[name=login]"));
    }

    [Fact]
    public async Task Whoever_is_signed_in_there_comes_straight_back()
    {
        await using var visit = await StartAsync("ES256");
        await visit.AttachAsync("avec_nom_dusage", "Dubois", "Pierre");
        using var browser = visit.App.Browser();
        await visit.SignInAsync(browser, "avec_nom_dusage");
        Assert.Equal("/portail", (await visit.LeaveAsync(browser)).Address.AbsolutePath);
    }

    [Fact]
    public async Task Whoever_gives_up_there_is_told_how_to_go_on()
    {
        await using var visit = await StartAsync("ES256");
        using var browser = visit.App.Browser();
        var back = await browser.SubmitAsync(await visit.LeaveAsync(browser), new Dictionary<string, string>(), button: "cancel");
        Assert.Equal((422, "/franceconnect/retour"), ((int)back.Status, back.Address.AbsolutePath));
        Assert.Contains("Vous n’êtes pas connecté.", back.Text, StringComparison.Ordinal);
    }

    private static async Task<StandIn> StartAsync(string algorithm)
    {
        Require.Executable("node");
        Require.Component(Directory.Exists(Path.Combine(DemoSettings.FindRoot(), "partners/franceconnect/node_modules")), "the packages of partners/franceconnect are not installed");
        var port = LoopbackPorts.After(24_200, 1)[0];
        var app = await TestApp.StartAsync(onPort: true, settings: [$"--FranceConnect:Issuer=http://localhost:{port}/api/v2", $"--FranceConnect:ServiceId={ServiceId}", $"--FranceConnect:ServiceSecret={Secret}"]);
        var partner = await Partner.StartAsync(
            DemoSettings.FindRoot(),
            "franceconnect",
            new Dictionary<string, string>
            {
                ["FRANCECONNECT_PORT"] = $"{port}",
                ["FRANCECONNECT_SERVICE"] = app.Address,
                ["FRANCECONNECT_CLIENT_ID"] = ServiceId,
                ["FRANCECONNECT_CLIENT_SECRET"] = Secret,
                ["FRANCECONNECT_ALG"] = algorithm,
            },
            TestContext.Current.CancellationToken);
        return new StandIn(app, partner);
    }

    private sealed class StandIn(TestApp app, Partner partner) : IAsyncDisposable
    {
        public TestApp App => app;

        /// <summary>A guardian of these names, activated by the identity of this login.</summary>
        public async Task AttachAsync(string login, string familyName, string firstName)
        {
            await using var main = app.Main();
            var data = new TestData(main);
            var guardian = data.Guardian(data.Pupil(data.School()), familyName, firstName);
            await data.SaveAsync();
            var account = await main.Set<Account>().FirstAsync(one => one.Id == guardian.Account.Id);
            account.ActivateByOtherProof(ActivationMode.FranceConnect, null, DateTime.UtcNow);
            var subject = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ServiceId}\n{login}"))) + "v1";
            await app.WithAsync(services =>
            {
                services.GetRequiredService<FranceConnectIdentities>().Attach(main, account, new FranceConnectPerson(subject, familyName, null, [firstName], null, null), Actor.Service);
                return Task.FromResult(0);
            });
            await main.SaveChangesAsync();
            await Children.LinksOf(main, account.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed));
        }

        /// <summary>Presses the button and follows.</summary>
        public async Task<Page> LeaveAsync(PageClient browser)
        {
            browser.Headers["Accept"] = "text/html";
            return await browser.SubmitAsync(await browser.GetAsync("/connexion/responsable"), new Dictionary<string, string>(), Visit.Button);
        }

        public async Task<Page> SignInAsync(PageClient browser, string login) =>
            await browser.SubmitAsync(await LeaveAsync(browser), new Dictionary<string, string> { ["login"] = login, ["password"] = "123" }, button: "continue");

        public async ValueTask DisposeAsync()
        {
            await partner.DisposeAsync();
            await app.DisposeAsync();
        }
    }
}
