using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>There and back: what is asked, who is let in, what works only once (rows #30, #34, #37; S-FC1).</summary>
public sealed class JourneyTests
{
    [Fact]
    [Trait("Row", "#30")]
    [Trait("Row", "#4")]
    [Trait("Row", "#5")]
    [Trait("Row", "#32")]
    public async Task The_button_stands_on_the_guardians_page_only_with_its_words()
    {
        await using var visit = await Visit.StartAsync();
        using var browser = visit.Browser();
        var page = await browser.GetAsync("/connexion/responsable?returnUrl=%2Fportail");
        var text = page.Text.Replace('\u00a0', ' ');
        foreach (var words in (string[])["Je me connecte avec FranceConnect", "FranceConnect vous permet d’accéder", "S’identifier avec FranceConnect", "Qu’est-ce que FranceConnect ?"])
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }

        var order = (string[])["Se connecter", "Je n’ai pas de compte", " ou ", "Je me connecte avec FranceConnect"];
        Assert.Equal(order.Order(Comparer<string>.Create((a, b) => text.IndexOf(a, StringComparison.Ordinal) - text.IndexOf(b, StringComparison.Ordinal))), order);
        var link = page.Document.QuerySelector("a[href='https://franceconnect.gouv.fr/']")!;
        Assert.Equal(("_blank", "noopener noreferrer"), (link.GetAttribute("target"), link.GetAttribute("rel")));
        Assert.Contains("nouvelle fenêtre", link.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("post", page.Form(Visit.Button).Method);
        Assert.Contains("form-action 'self' https://fc.example;", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("FranceConnect", (await browser.GetAsync("/connexion/eleve")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_registration_nothing_is_said_of_it_and_nothing_is_asked_there()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        Assert.DoesNotContain("franceconnect", (await browser.GetAsync("/connexion/responsable")).Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync("/franceconnect/retour?code=x&state=y")).Status);
    }

    [Fact]
    public async Task What_is_asked_at_FranceConnect()
    {
        await using var visit = await Visit.StartAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        Assert.Equal(
            ["acr_values", "client_id", "nonce", "redirect_uri", "response_type", "scope", "state"],
            asked.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("code", FakeFranceConnect.ServiceId, "eidas1", "http://localhost/franceconnect/retour"), (asked["response_type"], asked["client_id"], asked["acr_values"], asked["redirect_uri"]));
        Assert.Matches("^[0-9a-f]{64}$", asked["state"]);
        Assert.Matches("^[0-9a-f]{64}$", asked["nonce"]);
        Assert.NotEqual(asked["state"], asked["nonce"]);
        Assert.NotEqual(asked["state"], (await visit.LeaveAsync(browser))["state"]);
        var stored = Assert.IsType<FranceConnectRequest>((await visit.Family.OperationalAsync<FranceConnectRequest>())[0]);
        Assert.Equal((32, 32, 32), (stored.StateHash.Length, stored.NonceHash.Length, stored.BrowserHash.Length));
    }

    [Fact]
    public async Task The_button_is_a_form_post_of_ours()
    {
        await using var visit = await Visit.StartAsync();
        using var browser = visit.Browser();
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/franceconnect", [])).Status);
        Assert.Equal("/connexion/responsable", (await browser.GetAsync("/franceconnect")).Response.Headers.Location?.ToString());
        Assert.Empty(await visit.Family.OperationalAsync<FranceConnectRequest>());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#34")]
    [Trait("Row", "#42")]
    public async Task A_known_identity_opens_a_session_without_writing_to_main(Engine engine)
    {
        await using var visit = await Visit.StartAsync(engine);
        await visit.AttachAsync();
        visit.Family.App.Stores.ReadOnly.Plan(visit.Family.Clock.UtcNow, visit.Family.Clock.UtcNow.AddHours(1));
        using var browser = visit.Browser();
        browser.Headers["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        var back = await visit.GoAsync(browser, "?returnUrl=%2Fportail%3Fx%3D1");
        Assert.Equal("/portail?x=1", back.Response.Headers.Location?.ToString());
        var session = Assert.Single(await visit.Family.OperationalAsync<Session>());
        Assert.Equal((visit.Claire, SessionKind.Guardian, "fc", "Safari|iPhone"), (session.HolderId, session.Kind, session.Methods, session.Browser));
        var entry = Assert.Single(await visit.Family.OperationalAsync<JournalEntry>());
        Assert.Equal((SignInJournal.SucceededCode, "FranceConnect", (Guid?)visit.Claire), (entry.Code, entry.Detail, entry.AccountId));
        Assert.Contains("Bonjour Claire MOREL", (await browser.GetAsync("/portail")).Text, StringComparison.Ordinal);
        Assert.Null(browser.Cookies.GetAllCookies()["dev"]);
    }

    [Fact]
    public async Task An_answer_works_once()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        Assert.Equal(302, (int)(await Visit.ReturnAsync(browser, asked["state"])).Status);
        var again = await Visit.ReturnAsync(browser, asked["state"]);
        Assert.Equal(HttpStatusCode.Gone, again.Status);
        Assert.Contains("Cette étape n’est plus ouverte", again.Text, StringComparison.Ordinal);
        Assert.Single(await visit.Family.OperationalAsync<Session>());
        Assert.Equal(1, visit.Fake.Count("/token"));
    }

    [Fact]
    public async Task Of_many_returns_at_once_one_is_taken()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Visit.ReturnAsync(browser, asked["state"])));
        Assert.Single(answers, answer => (int)answer.Status == 302);
        Assert.Equal(1, visit.Fake.Count("/token"));
    }

    [Fact]
    public async Task An_answer_in_another_browser_is_nobodys()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        using var victim = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        await visit.AssertRefusedAsync(victim, await Visit.ReturnAsync(victim, asked["state"]), 410);
        var own = await visit.LeaveAsync(victim);
        await visit.AssertRefusedAsync(victim, await Visit.ReturnAsync(victim, asked["state"]), 410);
        Assert.Equal(0, visit.Fake.Count("/token"));
        Assert.Equal(302, (int)(await Visit.ReturnAsync(victim, own["state"])).Status);
    }

    [Fact]
    public async Task Two_tabs_both_arrive()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        var first = await visit.LeaveAsync(browser, "?returnUrl=%2Fportail%3Ftab%3D1");
        var second = await visit.LeaveAsync(browser, "?returnUrl=%2Fportail%3Ftab%3D2");
        Assert.Equal("/portail?tab=2", (await Visit.ReturnAsync(browser, second["state"])).Response.Headers.Location?.ToString());
        visit.Fake.Nonce = first["nonce"];
        Assert.Equal("/portail?tab=1", (await Visit.ReturnAsync(browser, first["state"])).Response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Nobody_comes_back_after_half_an_hour_and_what_is_left_is_erased()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        visit.Family.Clock.Advance(TimeSpan.FromMinutes(30));
        await visit.AssertRefusedAsync(browser, await Visit.ReturnAsync(browser, asked["state"]), 410);
        Assert.Equal(1, await visit.Family.App.WithAsync(services => ((FranceConnectRequests)services.GetService(typeof(FranceConnectRequests))!).EraseAsync(TestContext.Current.CancellationToken)));
        Assert.Empty(await visit.Family.OperationalAsync<FranceConnectRequest>());
    }

    [Theory]
    [InlineData("error=access_denied&error_description=User+auth+aborted", 422, "Vous n’êtes pas connecté.")]
    [InlineData("error=server_error", 503, "FranceConnect ne répond pas")]
    [InlineData("error=temporarily_unavailable", 503, "FranceConnect ne répond pas")]
    [InlineData("error=invalid_request", 422, "n’a pas pu être vérifiée")]
    [InlineData("error=invalid_scope", 422, "n’a pas pu être vérifiée")]
    [InlineData("error=something_new", 422, "n’a pas pu être vérifiée")]
    [InlineData("", 422, "n’a pas pu être vérifiée")]
    [InlineData("code=a&code=b", 422, "n’a pas pu être vérifiée")]
    [InlineData("code=a&iss=https%3A%2F%2Fevil.example", 422, "n’a pas pu être vérifiée")]
    public async Task Errors_end_on_a_page_that_says_what_to_do_and_keeps_the_way(string answer, int status, string words)
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser, "?returnUrl=%2Fportail%3Fx%3D1");
        var page = await Visit.ReturnAsync(browser, asked["state"], answer);
        await visit.AssertRefusedAsync(browser, page, status);
        Assert.Contains(words, page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a[href='/connexion/responsable?returnUrl=%2Fportail%3Fx%3D1']"));
        Assert.NotNull(page.Document.QuerySelector("a[href='https://franceconnect.gouv.fr/faq']"));
        Assert.Equal("/franceconnect?returnUrl=%2Fportail%3Fx%3D1", page.Form(Visit.Button).GetAttribute("action"));
        Assert.Equal(0, visit.Fake.Count("/token"));
    }

    [Fact]
    public async Task The_issuer_may_be_named_in_the_answer()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        var page = await Visit.ReturnAsync(browser, asked["state"], "code=a&iss=" + Uri.EscapeDataString(FakeFranceConnect.Issuer));
        Assert.Equal("/portail", page.Response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    public async Task The_way_back_is_a_path_of_ours(string address)
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        Assert.Equal("/portail", (await visit.GoAsync(browser, "?returnUrl=" + Uri.EscapeDataString(address))).Response.Headers.Location?.ToString());
    }

    [Fact]
    [Trait("Row", "#91")]
    public async Task A_compromised_account_still_comes_in_since_its_password_is_not_used()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        await visit.Family.ChangeAsync(visit.Claire, account => account.Compromise());
        using var browser = visit.Browser();
        Assert.Equal("/portail", (await visit.GoAsync(browser)).Response.Headers.Location?.ToString());
        Assert.False((await visit.Family.ReadAsync(visit.Claire)).HasChosenPassword);
    }

    [Fact]
    public async Task The_account_of_a_closed_identity_is_not_opened()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        await visit.Family.ChangeAsync(visit.Claire, account => account.ClosedAt = visit.Family.Clock.UtcNow);
        using var browser = visit.Browser();
        var page = await visit.GoAsync(browser);
        Assert.Equal((422, null), ((int)page.Status, browser.Cookies.GetAllCookies()["session"]));
        Assert.Contains("compte fermé", page.Text, StringComparison.Ordinal);
        Assert.Equal(AccountState.Activated, (await visit.Family.ReadAsync(visit.Claire)).State);
    }
}
