using System.Net;
using System.Text;

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
        var service = await host.RegisterAsync(origin + "/protected/callback", contract => contract.PostLogoutRedirectUris = [origin + "/bye"]);
        await using var apache = await ApacheServer.StartAsync(origin, host.App.Address, service, responseMode);
        using var browser = host.App.Browser();
        browser.FollowRedirects = false;
        browser.Headers["Accept"] = "text/html";
        var asked = await browser.GetAsync(origin + "/protected/");
        Assert.True(asked.Status is HttpStatusCode.Found, apache.Log());
        var answer = await host.SignInAsync(browser, asked.Response.Headers.Location!.ToString());
        var back = responseMode is "query" ? await browser.GetAsync(answer.Response.Headers.Location!.ToString()) : await browser.SubmitAsync(answer, new Dictionary<string, string>());
        Assert.True(back.Response.Headers.Location?.ToString() == origin + "/protected/", back.Text + apache.Log());
        var page = await browser.GetAsync(origin + "/protected/");
        Assert.True(page.Text == "inside", page.Text + apache.Log());
        Assert.Equal("Inès", Utf8(page.Response.Headers.GetValues("X-Given").Single()));
        Assert.StartsWith("4|MOREL|Inès|", Utf8(page.Response.Headers.GetValues("X-Vector").Single()), StringComparison.Ordinal);

        var leaving = await browser.GetAsync($"{origin}/protected/callback?logout={Uri.EscapeDataString(origin + "/bye")}");
        var outside = await host.FollowAsync(browser, await browser.GetAsync(leaving.Response.Headers.Location!.ToString()));
        Assert.StartsWith(origin + "/bye", outside.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var again = await browser.GetAsync(origin + "/protected/");
        Assert.Equal(HttpStatusCode.Found, again.Status);
        var signIn = await host.FollowAsync(browser, await browser.GetAsync(again.Response.Headers.Location!.ToString()));
        Assert.Equal("/connexion/eleve", signIn.Address.AbsolutePath);
    }

    /// <summary>Apache puts bytes into headers; the HTTP client reads them one by one.</summary>
    private static string Utf8(string header) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(header));
}
