using EduConnect.Core.Agents;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Agents;

/// <summary>An application that knows the ministry's provider, driven by hand, and the steps of an agent between the two.</summary>
internal sealed class AgentVisit : IAsyncDisposable
{
    public const string Button = "#fournisseur";

    private AgentVisit(TestApp app, TestClock clock, FakeMinistry fake) => (App, Clock, Fake) = (app, clock, fake);

    public TestApp App { get; }

    public TestClock Clock { get; }

    public FakeMinistry Fake { get; }

    public static async Task<AgentVisit> StartAsync(Engine engine = Engine.Sqlite, params string[] settings)
    {
        var clock = new TestClock();
        var fake = new FakeMinistry(clock);
        var app = await TestApp.StartAsync(engine, clock: clock, configure: fake.Register, settings: [.. FakeMinistry.Settings, .. settings]);
        return new AgentVisit(app, clock, fake);
    }

    public async Task<Guid> AddAsync(string username, params NewRight[] rights) =>
        (await App.Services.GetRequiredService<AddAgent>().RunAsync(username, "S. Carpentier", AgentBrowser.Password, rights, TestContext.Current.CancellationToken)).Id;

    /// <summary>S. Carpentier, whom the provider names: an operator.</summary>
    public Task<Guid> AddOperatorAsync() => AddAsync("s.carpentier", new NewRight(AgentModule.Operations));

    public PageClient Browser()
    {
        var browser = AgentBrowser.Html(App);
        browser.FollowRedirects = false;
        return browser;
    }

    /// <summary>Presses the button; what the provider is asked.</summary>
    public async Task<Dictionary<string, string>> LeaveAsync(PageClient browser, string query = "") => await PressAsync(browser, await browser.GetAsync("/agents/connexion" + query));

    /// <summary>Presses the button of a page.</summary>
    public async Task<Dictionary<string, string>> PressAsync(PageClient browser, Page page)
    {
        var sent = await browser.SubmitAsync(page, new Dictionary<string, string>(), Button);
        Assert.Equal(302, (int)sent.Status);
        Assert.StartsWith(FakeMinistry.Issuer + "/authorize?", sent.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var asked = FakeMinistry.Read(sent.Response.Headers.Location);
        Fake.Nonce = asked["nonce"];
        return asked;
    }

    /// <summary>Comes back with a code.</summary>
    public static Task<Page> ReturnAsync(PageClient browser, string state, string rest = "code=a-code") => browser.GetAsync($"/agents/retour?{rest}&state={state}");

    /// <summary>There and back.</summary>
    public async Task<Page> GoAsync(PageClient browser, string query = "") => await ReturnAsync(browser, (await LeaveAsync(browser, query))["state"]);

    /// <summary>There and back by somebody who is let in.</summary>
    public async Task<PageClient> EnterAsync()
    {
        var browser = Browser();
        var page = await GoAsync(browser);
        Assert.True((int)page.Status == 200, page.Text);
        return browser;
    }

    /// <summary>Nobody was let in, and the page leads on.</summary>
    public async Task AssertRefusedAsync(PageClient browser, Page page, int status, string words)
    {
        Assert.Equal(status, (int)page.Status);
        Assert.Contains(words, page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a[href^='/agents/connexion']"));
        Assert.Null(browser.Cookies.GetAllCookies()["educonnect-agent"]);
        Assert.Empty(await OperationalAsync<Session>());
    }

    public async Task<List<T>> OperationalAsync<T>()
        where T : class
    {
        await using var db = App.Operational();
        return await db.Set<T>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
