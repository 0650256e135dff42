using System.Net;
using AngleSharp.Html.Dom;
using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Registry;
using EduConnect.Testing.Data;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>The pages of the provider: they work without script, and no other site can press their buttons.</summary>
[Collection(OidcCollection.Name)]
public sealed class PagesTests(OidcFixture fixture) : OidcSuite(fixture)
{
    [Fact]
    public async Task Form_post_is_a_form_with_a_visible_button()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var page = await AuthorizeAsync(browser, service, ("response_mode", "form_post"), ("state", "a\"<b>&é"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var form = page.Form();
        Assert.Equal(("post", service.RedirectUri), (form.Method, form.GetAttribute("action")));
        var fields = form.QuerySelectorAll("input").Cast<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value);
        Assert.Equal(["code", "iss", "state"], fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("a\"<b>&é", App.Address), (fields["state"], fields["iss"]));
        Assert.Contains("Continuer", form.QuerySelector("button")!.TextContent, StringComparison.Ordinal);
        var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("form-action 'self' https: https://rp.example;", policy, StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelector("script:not([src])")!.GetAttribute("nonce")!, policy, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(service, fields["code"])).Status);
    }

    // ADR 0030: the redirects that follow a form of ours are held against its form-action, so they end here; what a service began is redirected.
    [Theory]
    [Trait("Rule", "S-HD1")]
    [InlineData("same-origin", "navigate", "document", true)]
    [InlineData("cross-site", "navigate", "document", false)]
    [InlineData("same-site", "navigate", "document", false)]
    [InlineData("none", "navigate", "document", false)]
    [InlineData("same-origin", "cors", "empty", false)]
    [InlineData("same-origin", "navigate", "iframe", false)]
    [InlineData(null, null, null, false)]
    public async Task What_our_own_pages_led_to_leaves_by_a_page(string? site, string? mode, string? destination, bool byPage)
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination) })
        {
            if (value is not null)
            {
                browser.Headers[name] = value;
            }
        }

        var answer = await AuthorizeAsync(browser, service, ("state", "a;\"<b>&,'é"));
        Assert.Equal(byPage ? HttpStatusCode.OK : HttpStatusCode.Found, answer.Status);
        if (byPage)
        {
            var way = answer.Document.QuerySelector("main a.button")!.GetAttribute("href")!;
            Assert.Equal("0;url=" + way, answer.Response.Headers.GetValues("Refresh").Single());
            Assert.StartsWith(service.RedirectUri + "?code=", way, StringComparison.Ordinal);
            Assert.Equal("a;\"<b>&,'é", Parse(new Uri(way).Query)["state"]);
            Assert.True(answer.Response.Headers.CacheControl!.NoStore);
            Assert.Equal("no-referrer", answer.Response.Headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Fact]
    public async Task A_refused_sign_out_does_not_say_that_somebody_is_signed_in()
    {
        var service = await ServiceAsync();
        using var browser = Browser();
        var page = await browser.GetAsync(QueryHelpers.AddQueryString(Logout, new Dictionary<string, string?> { ["client_id"] = service.ClientId, ["post_logout_redirect_uri"] = "https://rp.example/nowhere" }));
        AssertStays(page, "L01");
        Assert.Contains("Si vous étiez connecté, vous l’êtes encore.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_post_carries_errors_too()
    {
        var service = await ServiceAsync();
        using var browser = Browser();
        var page = await AuthorizeAsync(browser, service, ("response_mode", "form_post"), ("prompt", "none"));
        Assert.Equal("login_required", ((IHtmlInputElement)page.Document.QuerySelector("input[name=error]")!).Value);
    }

    [Fact]
    public async Task Consent_says_what_goes_out_and_yes_gives_a_code()
    {
        var service = await ServiceAsync(contract => contract.Claims = ["given_name", "FrEduCtEleveUAI"]);
        using var browser = await PupilBrowserAsync();
        var page = await AuthorizeAsync(browser, service, ("prompt", "consent"), ("scope", "openid profile"));
        Assert.Contains("Stages de troisième demande votre accord", page.Text, StringComparison.Ordinal);
        Assert.Contains("vos nom et prénom", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("l’établissement et le niveau", page.Text, StringComparison.Ordinal);
        var yes = await browser.SubmitAsync(page, new Dictionary<string, string>(), button: "oui");
        Assert.NotNull(Answer(yes)["code"]);
        var no = await browser.SubmitAsync(page, new Dictionary<string, string>(), button: "non");
        AssertRefused(no, "access_denied", "A32");
    }

    [Fact]
    [Trait("Rule", "S-HD3")]
    public async Task A_service_cannot_say_yes_in_a_person_s_name()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var forged = Request(service, ("prompt", "consent"), ("ect_decision", "oui"));
        Assert.Contains("demande votre accord", (await browser.PostAsync(Authorize, forged)).Text, StringComparison.Ordinal);
        Assert.Contains("demande votre accord", (await AuthorizeAsync(browser, service, ("prompt", "consent"), ("ect_decision", "oui"))).Text, StringComparison.Ordinal);
        AssertRefused(await AuthorizeAsync(browser, service, ("prompt", "consent none")), "invalid_request", "A22");
    }

    [Fact]
    public async Task A_pupils_service_turns_guardians_away_with_an_explanation_and_a_way_out()
    {
        var service = await ServiceAsync(contract => contract.Audience = Audience.Pupils);
        await using var main = App.Main();
        var data = new TestData(main);
        var guardian = data.Guardian(data.Pupil(data.School()));
        guardian.Account.State = AccountState.Activated;
        await data.SaveAsync();
        using var browser = await SignedInAsync(guardian.Account);
        var page = await AuthorizeAsync(browser, service);
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("Stages de troisième est réservé aux élèves", page.Text, StringComparison.Ordinal);
        Assert.Contains("compte de responsable d’élève", page.Text, StringComparison.Ordinal);
        var (other, portal, back) = page.Document.QuerySelectorAll("main a.button").Select(link => link.GetAttribute("href")!).ToArray() switch { [var first, var second, var third] => (first, second, third), _ => default };
        Assert.Equal("/", portal);
        AssertRefused(await browser.GetAsync(back), "access_denied", "A33");
        AssertRefused(await AuthorizeAsync(browser, service, ("prompt", "none")), "access_denied", "A33");
        var signIn = await browser.GetAsync(other);
        Assert.StartsWith("/connexion/eleve?", signIn.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        await SignInAsync(browser, (await PupilAsync()).Account!);
        var returned = await browser.GetAsync(Parse(new Uri(App.Address + other).Query)["returnUrl"]!);
        Assert.True(Answer(returned).ContainsKey("code"));
    }

    [Theory]
    [InlineData(DegreeSet.First, false, "est réservé au 1er degré", "A37")]
    [InlineData(DegreeSet.Both, true, "est réservé à certains établissements", "A38")]
    [Trait("Row", "#1")]
    public async Task Other_degrees_and_schools_are_turned_away_and_told_what_to_do(DegreeSet degrees, bool elsewhere, string words, string id)
    {
        var service = await ServiceAsync(contract => (contract.Degrees, contract.Schools) = (degrees, elsewhere ? ["0999999X"] : []));
        await using var main = App.Main();
        var data = new TestData(main);
        var child = data.Pupil(data.School());
        var guardian = data.Guardian(child);
        (guardian.Account.State, child.Account!.State) = (AccountState.Activated, AccountState.Activated);
        await data.SaveAsync();
        foreach (var (account, advice) in new[] { (guardian.Account, "les enfants que vous avez confirmés"), (child.Account, "adressez-vous à votre établissement") })
        {
            using var browser = await SignedInAsync(account);
            var page = await AuthorizeAsync(browser, service);
            Assert.Equal(HttpStatusCode.Forbidden, page.Status);
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
            Assert.Contains(advice, page.Text, StringComparison.Ordinal);
            AssertRefused(await AuthorizeAsync(browser, service, ("prompt", "none")), "access_denied", id);
        }
    }

    [Fact]
    public async Task A_refusal_that_stays_here_says_what_to_do_and_shows_nothing_of_the_request()
    {
        using var browser = Browser();
        var page = await browser.GetAsync(Authorize + "?client_id=%3Cscript%3Ealert(1)%3C/script%3E&redirect_uri=https://evil.example/");
        AssertStays(page, "A01");
        Assert.Contains("n’est pas connu d’ÉduConnect", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page.Body, StringComparison.Ordinal);
        var put = await browser.SendAsync(() => new(HttpMethod.Put, App.Address + Authorize));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.Status);
        var json = await browser.SendAsync(() => new(HttpMethod.Post, App.Address + Authorize) { Content = new StringContent("{}", null, "application/json") });
        AssertStays(json, "A06");
    }
}
