using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Saml;

namespace EduConnect.Web.Tests.Protocols.Saml.RelyingParties;

/// <summary>What every service of Apache must do with us: let people in with their attributes, and out from both sides.</summary>
public abstract class ApacheSamlSuite(ApacheSaml service)
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task A_pupil_enters_with_attributes_and_leaves_by_the_service()
    {
        using var browser = await BrowserAsync();
        var page = await EnterAsync(browser, "eleve");
        Says(page, "givenName=Inès ");
        Says(page, "FrEduCtPersonAffiliation=eleve2d ");
        Says(page, "FrEduCtRefId={AAF}13|");
        Says(page, "FrEduVecteur=4|MOREL|Inès|");

        browser.FollowRedirects = true;
        var outside = await browser.GetAsync(service.Origin + service.LeavingAddress);
        Assert.True(outside.Address.ToString().StartsWith(service.Origin + "/bye", StringComparison.Ordinal), outside.Address + outside.Text + service.Log());
        await IsOutsideAsync(browser);
        Assert.Equal("/connexion", (await browser.GetAsync("/portail")).Address.AbsolutePath[..10]);
    }

    [Fact]
    public async Task A_guardian_enters_with_the_vectors_of_children_in_two_schools()
    {
        using var browser = await BrowserAsync();
        var page = await EnterAsync(browser, "responsable");
        Says(page, "givenName=Cléa ");
        Says(page, "FrEduCtPersonAffiliation=resp2d ");
        var vectors = page.Text.Split("FrEduVecteur=")[1].Split(' ')[0].Split(';');
        Assert.Equal(2, vectors.Distinct(StringComparer.Ordinal).Count());
        Assert.All(vectors, vector => Assert.StartsWith("2|MOREL|Cléa|", vector, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sign_out_here_tells_the_service_which_confirms()
    {
        using var browser = await BrowserAsync();
        await EnterAsync(browser, "eleve");
        browser.FollowRedirects = true;
        var tour = await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), Nothing);
        Assert.Equal(SamlPaths.Tour, tour.Address.AbsolutePath);
        var framed = await browser.GetAsync(Assert.Single(tour.Document.QuerySelectorAll("iframe[src]")).GetAttribute("src")!);
        Assert.True(framed.Status is HttpStatusCode.OK && framed.Address.AbsolutePath == SamlPaths.LogoutByRedirect, framed.Address + framed.Text + service.Log());
        var end = await browser.GetAsync(tour.Document.QuerySelector("main a.button")!.GetAttribute("href")!);
        Assert.DoesNotContain("Ces services n’ont pas confirmé", end.Text, StringComparison.Ordinal);
        await IsOutsideAsync(browser);
    }

    private async Task<PageClient> BrowserAsync()
    {
        await service.StartedAsync();
        var browser = service.Host.App.Browser();
        browser.Headers["Accept"] = "text/html";
        return browser;
    }

    /// <summary>From the protected page through sign-in back to it; the assertion on the way is enciphered.</summary>
    private async Task<Page> EnterAsync(PageClient browser, string profile)
    {
        browser.FollowRedirects = false;
        var asked = await browser.GetAsync(service.Origin + "/protected/");
        while (asked.Response.Headers.Location is { } next && next.ToString().StartsWith(service.Origin, StringComparison.Ordinal))
        {
            asked = await browser.GetAsync(next.ToString());
        }

        Assert.True(asked.Response.Headers.Location is not null, asked.Text + service.Log());
        var answer = await service.Host.SignInAsync(browser, asked.Response.Headers.Location!.ToString(), profile);
        var xml = answer.Form().QuerySelectorAll("input").Cast<IHtmlInputElement>().First(input => input.Name == "SAMLResponse").Value;
        Assert.Contains("EncryptedAssertion", Encoding.UTF8.GetString(Convert.FromBase64String(xml)), StringComparison.Ordinal);
        browser.FollowRedirects = true;
        var page = await browser.SubmitAsync(answer, Nothing);
        Assert.True(page.Text.StartsWith("inside", StringComparison.Ordinal), page.Address + page.Text + service.Log());
        return page;
    }

    private async Task IsOutsideAsync(PageClient browser)
    {
        browser.FollowRedirects = true;
        var page = await browser.GetAsync(service.Origin + "/protected/");
        Assert.True(page.Address.AbsolutePath.StartsWith("/connexion", StringComparison.Ordinal), page.Address + page.Text);
    }

    private static void Says(Page page, string text) => Assert.Contains(text, page.Text, StringComparison.Ordinal);
}
