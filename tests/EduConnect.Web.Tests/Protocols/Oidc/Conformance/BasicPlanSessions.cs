using System.Net;
using EduConnect.Testing.Web;

namespace EduConnect.Web.Tests.Protocols.Oidc.Conformance;

/// <summary>oidcc-basic-certification-test-plan, third part: sessions, prompt, max_age and hints.</summary>
[Collection(OidcCollection.Name)]
public sealed class BasicPlanSessions(OidcFixture fixture) : OidcSuite(fixture)
{
    [Fact]
    public async Task oidcc_prompt_login()
    {
        var service = await ServiceAsync();
        var account = (await PupilAsync()).Account!;
        using var browser = await SignedInAsync(account);
        var before = Token((await TokensAsync(browser, service))["id_token"]!);
        Clock.Advance(TimeSpan.FromSeconds(5));
        var back = Back(await AuthorizeAsync(browser, service, ("prompt", "login")));
        Assert.NotNull(Back(await browser.GetAsync(back)));
        Clock.Advance(TimeSpan.FromSeconds(5));
        await SignInAsync(browser, account);
        var answer = Answer(await browser.GetAsync(back));
        var after = Token((await RedeemAsync(service, answer["code"]!))["id_token"]!);
        Assert.True(after.GetPayloadValue<long>("auth_time") > before.GetPayloadValue<long>("auth_time"));
    }

    [Fact]
    public async Task oidcc_prompt_none_not_logged_in()
    {
        var service = await ServiceAsync();
        using var browser = Browser();
        AssertRefused(await AuthorizeAsync(browser, service, ("prompt", "none")), "login_required", "A30");
    }

    [Fact]
    public async Task oidcc_prompt_none_logged_in()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var first = Token((await TokensAsync(browser, service))["id_token"]!);
        var second = Token((await TokensAsync(browser, service, ("prompt", "none")))["id_token"]!);
        Assert.Equal(
            (first.Subject, first.GetPayloadValue<long>("auth_time")), (second.Subject, second.GetPayloadValue<long>("auth_time")));
    }

    [Fact]
    public async Task oidcc_max_age_1()
    {
        var service = await ServiceAsync();
        var account = (await PupilAsync()).Account!;
        using var browser = await SignedInAsync(account);
        Clock.Advance(TimeSpan.FromSeconds(2));
        var back = Back(await AuthorizeAsync(browser, service, ("max_age", "1")));
        AssertRefused(await AuthorizeAsync(browser, service, ("max_age", "1"), ("prompt", "none")), "login_required", "A30");
        await SignInAsync(browser, account);
        Clock.Advance(TimeSpan.FromSeconds(3));
        var token = Token((await RedeemAsync(service, Answer(await browser.GetAsync(back))["code"]!))["id_token"]!);
        Assert.Equal(new DateTimeOffset(Clock.UtcNow).ToUnixTimeSeconds() - 3, token.GetPayloadValue<long>("auth_time"));
    }

    [Fact]
    public async Task oidcc_max_age_10000()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.NotEmpty(await CodeAsync(browser, service, ("max_age", "10000")));
    }

    [Fact]
    [Trait("Rule", "S-EN4")]
    public async Task oidcc_login_hint()
    {
        var service = await ServiceAsync();
        var account = (await PupilAsync()).Account!;
        using var browser = Browser();
        var known = await AuthorizeAsync(browser, service, ("login_hint", account.Username));
        var unknown = await AuthorizeAsync(browser, service, ("login_hint", "p.nobody"));
        Assert.Contains("identifiant=" + account.Username, known.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            known.Response.Headers.Location.ToString().Replace(account.Username, "p.nobody", StringComparison.Ordinal), unknown.Response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task oidcc_id_token_hint()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var hint = (await TokensAsync(browser, service))["id_token"]!;
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotEmpty(await CodeAsync(browser, service, ("prompt", "none"), ("id_token_hint", hint)));
        using var other = await PupilBrowserAsync();
        AssertRefused(await AuthorizeAsync(other, service, ("prompt", "none"), ("id_token_hint", hint)), "login_required", "A30");
    }

    [Fact]
    public async Task Another_person_than_the_hinted_one_must_sign_in_again_and_then_is_refused()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var hint = (await TokensAsync(browser, service))["id_token"]!;
        var other = (await PupilAsync("AUTRE")).Account!;
        using var stranger = await SignedInAsync(other);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var back = Back(await AuthorizeAsync(stranger, service, ("id_token_hint", hint)));
        await SignInAsync(stranger, other);
        AssertRefused(await stranger.GetAsync(back), "login_required", "A35");
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Core §3.1.2.2")]
    public async Task A_sub_asked_for_by_its_value_is_answered_for_that_person_alone()
    {
        static string Asked(string sub) => "{\"id_token\":{\"sub\":{" + sub + "}}}";
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var subject = Token((await TokensAsync(browser, service))["id_token"]!).Subject;
        var (one, several) = (Asked($"\"value\":\"{subject}\""), Asked($"\"essential\":true,\"values\":[\"x\",\"{subject}\"]"));
        var other = (await PupilAsync("AUTRE")).Account!;
        using var stranger = await SignedInAsync(other);
        foreach (var claims in new[] { one, several })
        {
            Assert.NotEmpty(await CodeAsync(browser, service, ("prompt", "none"), ("claims", claims)));
            AssertRefused(await AuthorizeAsync(stranger, service, ("prompt", "none"), ("claims", claims)), "login_required", "A30");
        }

        AssertRefused(await AuthorizeAsync(browser, service, ("prompt", "none"), ("claims", Asked("\"value\":1"))), "login_required", "A30");
        Assert.NotEmpty(await CodeAsync(stranger, service, ("prompt", "none"), ("claims", Asked("\"essential\":true"))));
        Clock.Advance(TimeSpan.FromSeconds(1));
        var back = Back(await AuthorizeAsync(stranger, service, ("claims", one)));
        await SignInAsync(stranger, other);
        AssertRefused(await stranger.GetAsync(back), "login_required", "A35");
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "1")]
    [Trait("Spec", "OpenID Connect Core §3.1.2.1")]
    public async Task Whoever_comes_without_a_session_signs_in_once(string name, string value)
    {
        var service = await ServiceAsync();
        using var browser = Browser();
        var back = Back(await AuthorizeAsync(browser, service, (name, value)));
        await SignInAsync(browser, (await PupilAsync()).Account!);
        Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True(Answer(await browser.GetAsync(back)).ContainsKey("code"));
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Core §3.1.2.1")]
    public async Task A_new_sign_in_answers_the_request_that_asked_for_it_and_no_other()
    {
        var service = await ServiceAsync();
        var account = (await PupilAsync()).Account!;
        using var browser = await SignedInAsync(account);
        Clock.Advance(TimeSpan.FromSeconds(1));
        var back = Back(await AuthorizeAsync(browser, service, ("prompt", "login")));
        await SignInAsync(browser, account);
        Assert.NotNull(Back(await browser.GetAsync(back.Replace("n0nce", "another", StringComparison.Ordinal))));
        Assert.True(Answer(await browser.GetAsync(back)).ContainsKey("code"));
        Clock.Advance(TimeSpan.FromMinutes(61));
        await SignInAsync(browser, account);
        Assert.NotNull(Back(await browser.GetAsync(back)));
    }

    [Fact]
    public async Task Select_account_asks_again_even_with_a_session()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(Back(await AuthorizeAsync(browser, service, ("prompt", "select_account"))));
    }

    [Theory]
    [InlineData("eleve", "profil=eleve")]
    [InlineData("responsable", "profil=responsable")]
    public async Task Acr_values_preselect_the_profile(string value, string expected)
    {
        var service = await ServiceAsync();
        using var browser = Browser();
        var page = await AuthorizeAsync(browser, service, ("acr_values", value));
        Assert.Contains(expected, page.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_essential_acr_of_the_other_profile_is_not_met_silently()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        const string Wanted = """{"id_token":{"acr":{"essential":true,"value":"responsable"}}}""";
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(Back(await AuthorizeAsync(browser, service, ("claims", Wanted))));
        AssertRefused(await AuthorizeAsync(browser, service, ("claims", Wanted), ("prompt", "none")), "login_required", "A30");
    }

    /// <summary>The address on our own origin that the sign-in page will come back to.</summary>
    private static string Back(Page page)
    {
        var location = page.Response.Headers.Location!.ToString();
        Assert.StartsWith("/connexion?", location, StringComparison.Ordinal);
        var back = Parse(location[location.IndexOf('?', StringComparison.Ordinal)..])["returnUrl"]!;
        Assert.StartsWith("/idp/profile/oidc/authorize?", back, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, page.Status);
        return back;
    }
}
