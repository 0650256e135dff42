using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>A head in the administrative network and out of it, over real HTTP behind a trusted proxy (rows #7 and #8).</summary>
[Trait("Row", "#7")]
[Trait("Row", "#8")]
public sealed class AdministrativeNetworkTests : IAsyncLifetime
{
    private const string College = "9990001A";
    private const string Foreign = "9990002B";
    private const string Inside = "10.45.0.7";
    private const string Outside = "192.0.2.1";
    private TestApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(onPort: true, settings: ["--Service:Proxies=127.0.0.1", $"--Agents:AdministrativeNetworks:{College}=10.45.0.0/24, 2001:db8::/48"]);
        await using var db = _app.Main();
        var data = new TestData(db);
        data.School(uai: College);
        data.School(uai: Foreign);
        await data.SaveAsync();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData(Inside)]
    [InlineData("2001:db8::7")]
    public async Task Inside_no_code_is_asked_for_outside_the_same_session_asks_before_anything_opens(string inside)
    {
        var head = await AddAsync();
        using var browser = Browser(inside);
        Assert.Equal("/arena", (await SignInAsync(browser)).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/administration/{College}/eleves")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/administration/{Foreign}")).Status);

        browser.Headers["X-Forwarded-For"] = Outside;
        foreach (var address in new[] { $"/administration/{College}/eleves", $"/administration/{College}", "/administration", $"/administration/{College}/delegations" })
        {
            var asked = await browser.GetAsync(address);
            Assert.Equal("/agents/code", asked.Address.AbsolutePath);
            Assert.Equal(address, asked.Document.QuerySelector("input[name=retour]")!.GetAttribute("value"));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/administration/{Foreign}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/exploitation")).Status);
        Assert.NotNull((await browser.GetAsync("/arena")).Document.QuerySelector("a[href='/agents/code']"));

        var handle = Handle(browser);
        var page = await browser.SubmitAsync(await browser.GetAsync($"/administration/{College}/eleves"), Code(await AgentBrowser.CodeAsync(_app, head)));
        Assert.Equal((HttpStatusCode.OK, $"/administration/{College}/eleves"), (page.Status, page.Address.AbsolutePath));
        Assert.Null((await browser.GetAsync("/arena")).Document.QuerySelector("a[href='/agents/code']"));
        Assert.Equal("/arena", (await browser.GetAsync("/agents/code")).Address.AbsolutePath);
        using var thief = Browser(Inside);
        thief.Cookies.Add(new Uri(_app.Address), new Cookie("educonnect-agent", handle));
        Assert.Equal("/agents/connexion", (await thief.GetAsync("/arena")).Address.AbsolutePath);
        await using var db = _app.Operational();
        Assert.Equal("pwd otp", (await db.Set<Session>().SingleAsync(Cancellation)).Methods);
        var codes = await db.Set<JournalEntry>().Where(entry => entry.Code == "agent.signed-in" || entry.Code == "agent.second-factor-added").OrderBy(entry => entry.At).Select(entry => entry.Code + entry.Detail).ToListAsync(Cancellation);
        Assert.Collection(codes, entry => Assert.Contains("without code, administrative network", entry, StringComparison.Ordinal), entry => Assert.StartsWith("agent.second-factor-added", entry, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Back_inside_the_session_opens_again_without_code()
    {
        await AddAsync();
        using var browser = Browser(Inside);
        await SignInAsync(browser);
        browser.Headers["X-Forwarded-For"] = Outside;
        Assert.Equal("/agents/code", (await browser.GetAsync("/administration")).Address.AbsolutePath);
        browser.Headers["X-Forwarded-For"] = Inside;
        Assert.Equal($"/administration/{College}", (await browser.GetAsync("/administration")).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_form_sent_from_outside_changes_nothing_and_leads_to_the_code()
    {
        await AddAsync();
        using var browser = Browser(Inside);
        await SignInAsync(browser);
        var form = await browser.GetAsync($"/administration/{College}/message");
        browser.Headers["X-Forwarded-For"] = Outside;
        browser.FollowRedirects = false;
        var sent = await browser.SubmitAsync(form, new Dictionary<string, string>());
        Assert.Equal($"/agents/code?retour=%2Fadministration%2F{College}", sent.Response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Outside_a_head_does_not_sign_in_without_code_and_the_address_is_the_one_a_proxy_tells()
    {
        await AddAsync();
        using var browser = Browser(Outside);
        Assert.Contains("incorrect", (await SignInAsync(browser)).Text, StringComparison.Ordinal);
        browser.Headers["X-Forwarded-For"] = $"{Inside}, {Outside}";
        Assert.Contains("incorrect", (await SignInAsync(browser)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-TN8")]
    public async Task The_code_is_counted_works_once_and_is_never_empty()
    {
        var head = await AddAsync();
        using var browser = Browser(Inside);
        await SignInAsync(browser);
        browser.Headers["X-Forwarded-For"] = Outside;
        var page = await browser.SubmitAsync(await browser.GetAsync("/administration"), Code(" "));
        Assert.Contains("Saisissez le code affiché", page.Text, StringComparison.Ordinal);
        var right = await AgentBrowser.CodeAsync(_app, head);
        var wrong = right == "000000" ? "000001" : "000000";
        for (var i = 0; i < 5; i++)
        {
            page = await browser.SubmitAsync(page, Code(wrong));
            Assert.Contains("Le code est incorrect", page.Text, StringComparison.Ordinal);
        }

        page = await browser.SubmitAsync(page, Code(await AgentBrowser.CodeAsync(_app, head)));
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Equal("/agents/code", (await browser.GetAsync("/administration")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Whoever_signed_in_without_code_before_the_delegation_is_asked_for_it()
    {
        var agent = await AddAsync(new NewRight(AgentModule.PupilSupport, Uai: College));
        using var browser = Browser(Inside);
        Assert.Equal("/arena", (await SignInAsync(browser)).Address.AbsolutePath);
        await using (var db = _app.Main())
        {
            db.Add(new AgentRight { Id = Guid.CreateVersion7(), AgentId = agent, Module = AgentModule.Administration, Uai = College, GrantedById = Guid.CreateVersion7(), GrantedAt = DateTime.UtcNow.AddMinutes(-1) });
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal("/agents/code", (await browser.GetAsync("/administration")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/depannage/{College}")).Status);
    }

    [Fact]
    public async Task Networks_that_cannot_be_read_refuse_to_start()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(settings: $"--Agents:AdministrativeNetworks:{College}=10.45.0.0/33"));
        Assert.Equal($"Agents:AdministrativeNetworks:{College} holds '10.45.0.0/33', which is neither an address nor a network such as 10.0.0.0/24.", fault.Message);
    }

    private async Task<Guid> AddAsync(params NewRight[] rights) => (await _app.Services.GetRequiredService<AddAgent>().RunAsync(
        "p.chef", "P. Chef", AgentBrowser.Password, rights.Length > 0 ? rights : [new NewRight(AgentModule.Administration, Uai: College) { IsHead = true }], Cancellation)).Id;

    private PageClient Browser(string address)
    {
        var browser = AgentBrowser.Html(_app);
        browser.Headers["X-Forwarded-For"] = address;
        return browser;
    }

    private static async Task<Page> SignInAsync(PageClient browser) =>
        await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields("p.chef", AgentBrowser.Password, string.Empty));

    private static Dictionary<string, string> Code(string code) => new() { ["Code"] = code };

    private string Handle(PageClient browser) => browser.Cookies.GetCookies(new Uri(_app.Address))["educonnect-agent"]!.Value;
}
