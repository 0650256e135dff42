using System.Net;
using EduConnect.Core.Federation.Logout;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

/// <summary>Debian's mod_auth_openidc, the relying party many ENTs run.</summary>
public sealed class ApacheTests
{
    [Theory]
    [InlineData("query")]
    [InlineData("form_post")]
    public async Task A_protected_page_opens_for_a_pupil_and_closes_at_sign_out(string responseMode)
    {
        await using var host = await RealHost.StartAsync();
        var origin = ApacheServer.FreeOrigin();
        await using var apache = await StartAsync(host, origin, responseMode);
        using var browser = await EnterAsync(host, apache, responseMode);

        var leaving = await browser.GetAsync($"{origin}/protected/callback?logout={Uri.EscapeDataString(origin + "/bye")}");
        var outside = await host.FollowAsync(browser, await browser.GetAsync(leaving.Response.Headers.Location!.ToString()));
        Assert.StartsWith(origin + "/bye", outside.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var again = await browser.GetAsync(origin + "/protected/");
        Assert.Equal(HttpStatusCode.Found, again.Status);
        var signIn = await host.FollowAsync(browser, await browser.GetAsync(again.Response.Headers.Location!.ToString()));
        Assert.Equal("/connexion/eleve", signIn.Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-OI6")]
    public async Task A_sign_out_here_closes_the_page_behind_the_browser()
    {
        await using var host = await RealHost.StartAsync();
        var origin = ApacheServer.FreeOrigin();
        await using var apache = await StartAsync(host, origin, "query", contract => contract.BackChannelLogoutUri = origin + "/protected/callback?logout=backchannel");
        using var browser = await EnterAsync(host, apache, "query");
        await host.SignOutAsync(browser);
        var again = await browser.GetAsync(origin + "/protected/");
        Assert.True(again.Response.Headers.Location?.ToString().StartsWith(host.App.Address, StringComparison.Ordinal), again.Text + apache.Log());
        await using var store = host.App.Operational();
        Assert.False(await store.Set<LogoutNotice>().AnyAsync(TestContext.Current.CancellationToken), apache.Log());
        Assert.False(await store.Set<JournalEntry>().AnyAsync(entry => entry.Code == LogoutNotices.FailedCode, TestContext.Current.CancellationToken), apache.Log());
    }

    private static async Task<ApacheServer> StartAsync(RealHost host, string origin, string responseMode, Action<Service>? change = null)
    {
        var service = await host.RegisterAsync(origin + "/protected/callback", contract =>
        {
            contract.PostLogoutRedirectUris = [origin + "/bye"];
            change?.Invoke(contract);
        });
        return await ApacheServer.StartAsync(origin, ("mod_auth_openidc.so", "libapache2-mod-auth-openidc"), _ => Configuration(origin, host.App.Address, service, responseMode));
    }

    /// <summary>From the protected page through sign-in back to it, which shows the claims.</summary>
    private static async Task<PageClient> EnterAsync(RealHost host, ApacheServer apache, string responseMode)
    {
        var (origin, browser) = (apache.Origin, host.App.Browser());
        browser.FollowRedirects = false;
        browser.Headers["Accept"] = "text/html";
        var asked = await browser.GetAsync(origin + "/protected/");
        Assert.True(asked.Status is HttpStatusCode.Found, apache.Log());
        var answer = await host.SignInAsync(browser, asked.Response.Headers.Location!.ToString());
        var back = responseMode is "query" ? await browser.GetAsync(answer.Response.Headers.Location!.ToString()) : await browser.SubmitAsync(answer, new Dictionary<string, string>());
        Assert.True(back.Response.Headers.Location?.ToString() == origin + "/protected/", back.Text + apache.Log());
        var page = await browser.GetAsync(origin + "/protected/");
        Assert.True(page.Text.StartsWith("inside", StringComparison.Ordinal), page.Text + apache.Log());
        Assert.Contains("X-Claim-given_name=Inès ", page.Text, StringComparison.Ordinal);
        Assert.Contains("X-Claim-FrEduVecteur=4|MOREL|Inès|", page.Text, StringComparison.Ordinal);
        return browser;
    }

    /// <summary>What the guide of integrators says, with the addresses and the client of this test.</summary>
    private static string Configuration(string origin, string issuer, TestService service, string responseMode) => $"""
        LoadModule auth_openidc_module {ApacheServer.Modules}/mod_auth_openidc.so
        OIDCResponseMode {responseMode}
        {ApacheServer.Guide("mod_auth_openidc.conf", ("https://educonnect.example", issuer), ("https://ent.example", origin), ("client-id", service.ClientId), ("client-secret", service.Secret), ("#   OIDCAuthRequestParams", "OIDCAuthRequestParams"))}
        """;
}
