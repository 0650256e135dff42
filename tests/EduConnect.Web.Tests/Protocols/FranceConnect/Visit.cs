using EduConnect.Core.Accounts;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Audit;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>A family, FranceConnect driven by hand, and the steps of a guardian between the two.</summary>
internal sealed class Visit : IAsyncDisposable
{
    public const string Button = "#franceconnect";

    private Visit(Family family, FakeFranceConnect fake) => (Family, Fake) = (family, fake);

    public Family Family { get; }

    public FakeFranceConnect Fake { get; }

    public Guid Claire => Family.Claire.Account.Id;

    public static async Task<Visit> StartAsync(Engine engine = Engine.Sqlite, Action<IServiceCollection>? configure = null, params string[] settings)
    {
        var clock = new Relay();
        var fake = new FakeFranceConnect(clock);
        var family = await Family.StartAsync(engine, services =>
        {
            fake.Register(services);
            configure?.Invoke(services);
        }, [.. FakeFranceConnect.Settings, .. settings]);
        clock.Of = family.Clock;
        return new Visit(family, fake);
    }

    /// <summary>Claire's account, activated by FranceConnect: no password (row #42).</summary>
    public async Task AttachAsync(string? password = null)
    {
        await using var main = Family.App.Main();
        var account = await main.Set<Account>().FirstAsync(one => one.Id == Claire);
        Assert.Equal(AccountRefusal.None, account.ActivateByOtherProof(ActivationMode.FranceConnect, password, Family.Clock.UtcNow));
        await Family.App.WithAsync(services =>
        {
            services.GetRequiredService<FranceConnectIdentities>().Attach(main, account, new FranceConnectPerson(Fake.Subject, "MOREL", null, ["Claire"], null, null), Actor.Service);
            return Task.FromResult(0);
        });
        await main.SaveChangesAsync();
        await Family.SettleAsync(Claire);
    }

    public PageClient Browser()
    {
        var browser = Family.Browser();
        browser.FollowRedirects = false;
        return browser;
    }

    /// <summary>Presses the button; what FranceConnect is asked.</summary>
    public async Task<Dictionary<string, string>> LeaveAsync(PageClient browser, string query = "")
    {
        var page = await browser.SubmitAsync(await browser.GetAsync("/connexion/responsable" + query), new Dictionary<string, string>(), Button);
        Assert.Equal(302, (int)page.Status);
        Assert.StartsWith(FakeFranceConnect.Issuer + "/authorize?", page.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var asked = FakeFranceConnect.Read(page.Response.Headers.Location);
        Fake.Nonce = asked["nonce"];
        return asked;
    }

    /// <summary>Comes back with a code.</summary>
    public static Task<Page> ReturnAsync(PageClient browser, string state, string rest = "code=a-code") => browser.GetAsync($"/franceconnect/retour?{rest}&state={state}");

    /// <summary>There and back.</summary>
    public async Task<Page> GoAsync(PageClient browser, string query = "") => await ReturnAsync(browser, (await LeaveAsync(browser, query))["state"]);

    /// <summary>Nobody was let in.</summary>
    public async Task AssertRefusedAsync(PageClient browser, Page page, int status = 422)
    {
        Assert.Equal(status, (int)page.Status);
        Assert.NotEmpty(page.Document.QuerySelectorAll("h1"));
        Assert.Null(browser.Cookies.GetAllCookies()["session"]);
        Assert.Empty(await Family.OperationalAsync<Core.SignIn.Session>());
        Assert.Empty(await Family.OperationalAsync<FranceConnectToken>());
    }

    public ValueTask DisposeAsync() => Family.DisposeAsync();

    // The fake is made before the application's clock.
    private sealed class Relay : TimeProvider
    {
        public TimeProvider Of { get; set; } = System;

        public override DateTimeOffset GetUtcNow() => Of.GetUtcNow();
    }
}
