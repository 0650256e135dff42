using System.Text.RegularExpressions;
using EduConnect.Testing;
using EduConnect.Testing.Web;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.Tests.Hosting;

public sealed partial class SecurityHeadersTests
{
    [Fact, Trait("Rule", "S-HD1")]
    public async Task Policy_lets_only_scripts_of_this_answer_run()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        var first = await browser.GetAsync("/aide");
        var second = await browser.GetAsync("/aide");
        var policy = Header(first, "Content-Security-Policy");
        var nonce = Nonce().Match(policy).Groups[1].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("'strict-dynamic'", policy, StringComparison.Ordinal);
        foreach (var directive in new[] { "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "form-action 'self'", "style-src 'self'", "report-to csp" })
        {
            Assert.Contains(directive, policy, StringComparison.Ordinal);
        }

        Assert.True(nonce.Length >= 22);
        Assert.NotEmpty(first.Document.QuerySelectorAll("script"));
        Assert.All(first.Document.QuerySelectorAll("script"), script => Assert.Equal(nonce, script.GetAttribute("nonce")));
        Assert.NotEqual(nonce, Nonce().Match(Header(second, "Content-Security-Policy")).Groups[1].Value);
        Assert.Empty(first.Document.QuerySelectorAll("[style],[onclick],[onload]"));
    }

    [Theory, Trait("Rule", "S-HD2")]
    [InlineData("/aide")]
    [InlineData("/nulle-part")]
    public async Task Every_page_carries_the_headers_and_is_never_stored(string path)
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        var page = await browser.GetAsync(path);
        Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(page, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(page, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(page, "Cross-Origin-Resource-Policy"));
        Assert.Equal("no-store", Header(page, "Cache-Control"));
        Assert.False(page.Response.Headers.Contains("Server"));
    }

    [Fact, Trait("Rule", "S-HD1")]
    public void Form_may_end_at_the_origin_of_an_allowed_address_only()
    {
        var policy = new ContentSecurity();
        policy.AllowFormAction(new Uri("https://ent.exemple.test/retour?code=1"));
        policy.AllowFormAction(new Uri("fr.exemple.appli:/retour"));
        Assert.Contains("form-action 'self' fr.exemple.appli: https://ent.exemple.test;", policy.ToString(), StringComparison.Ordinal);
        var onwards = new ContentSecurity();
        onwards.AllowFormToGoOn(new Uri("http://localhost:3000/retour"));
        Assert.Contains("form-action 'self' http://127.0.0.1:* http://localhost:* http://localhost:3000 https:;", onwards.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => policy.AllowFormAction(new Uri("javascript:alert(1)")));
        Assert.Throws<ArgumentException>(() => policy.AllowFormAction(new Uri("/retour", UriKind.Relative)));
    }

    [Fact, Trait("Rule", "S-HD2")]
    public async Task Nobody_is_told_to_stay_with_https_where_there_is_none_and_the_proxy_says_the_same_as_a_node()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        Assert.False((await browser.GetAsync("/aide")).Response.Headers.Contains("Strict-Transport-Security"));
        Assert.Contains(
            "set-header Strict-Transport-Security \"max-age=63072000; includeSubDomains; preload\"",
            await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "operating", "haproxy.cfg"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Header(Page page, string name) =>
        page.Response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : "";

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();
}
