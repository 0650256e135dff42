using System.Net;
using EduConnect.Testing.Web;

namespace EduConnect.Web.Tests.Hosting;

public sealed class ErrorPagesTests
{
    [Theory]
    [InlineData("/nulle-part", HttpStatusCode.NotFound, "Cette page n’existe pas")]
    [InlineData("/erreur/500", HttpStatusCode.NotFound, "Cette page n’existe pas")]
    [InlineData("/_patterns?crash=true", HttpStatusCode.InternalServerError, "Un problème est survenu")]
    public async Task Failure_is_one_french_sentence_and_a_way_on(string path, HttpStatusCode status, string heading)
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        var page = await browser.GetAsync(path);
        Assert.Equal(status, page.Status);
        Assert.Equal(heading, page.Document.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.Document.QuerySelector("main a[href='/']"));
        Assert.DoesNotContain("Exception", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page.Body, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "S-HD3")]
    public async Task Post_without_antiforgery_token_is_refused_in_french()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        var page = await browser.PostAsync("/_patterns", []);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("pas pu être comprise", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_get_a_bare_status()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        browser.Headers["Accept"] = "application/json";
        var answer = await browser.GetAsync("/nulle-part");
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("", answer.Body);
    }
}
