using System.Net;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;

namespace EduConnect.Web.Tests.SignIn;

public sealed class SignInPageTests
{
    [Fact]
    [Trait("Row", "#28")]
    [Trait("Row", "#29")]
    public async Task The_profile_comes_first_is_remembered_and_can_be_changed()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var choice = await browser.GetAsync("/connexion?returnUrl=%2Fportail");
        Assert.Equal("Je sélectionne mon profil", choice.Document.QuerySelector("h1")?.TextContent.Trim());
        Assert.Contains("Responsable d’élève", choice.Text, StringComparison.Ordinal);
        Assert.Contains("Élève", choice.Text, StringComparison.Ordinal);

        var pupil = await browser.GetAsync("/connexion/eleve?returnUrl=%2Fportail");
        Assert.Contains("Changer de profil", pupil.Text, StringComparison.Ordinal);
        Assert.Equal("/connexion/eleve", (await browser.GetAsync("/connexion")).Address.AbsolutePath);
        Assert.Equal("/connexion", (await browser.GetAsync("/connexion?changer=1")).Address.AbsolutePath);
        Assert.Equal("/connexion/responsable", (await browser.GetAsync("/connexion?profil=responsable")).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#30")]
    [Trait("Row", "#31")]
    public async Task The_pages_hold_the_words_of_the_inventory()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var guardian = await browser.GetAsync("/connexion/responsable?identifiant=c.morel27");
        foreach (var words in (string[])["Je me connecte avec mon compte ÉduConnect", "Identifiant au format p.nomXX", "Identifiant oublié ?", "Mot de passe oublié ?", "Se connecter", "Je n’ai pas de compte", "Ce poste est partagé"])
        {
            Assert.Contains(words, guardian.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        }

        Assert.Equal("c.morel27", guardian.Document.QuerySelector("input[autocomplete=username]")?.GetAttribute("value"));
        var pupil = await browser.GetAsync("/connexion/eleve");
        Assert.DoesNotContain("Je n’ai pas de compte", pupil.Text, StringComparison.Ordinal);
        Assert.Contains("Cet appareil est à moi", pupil.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/connexion/agent")).Status);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_right_password_opens_the_portal_and_shows_the_last_sign_in(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        var portal = await Family.SignInAsync(browser, "responsable", " C.Morel27 ", Family.GoodPassword);
        Assert.Equal("/portail", portal.Address.AbsolutePath);
        Assert.Contains("Bonjour Claire MOREL", portal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Dernière connexion", portal.Text, StringComparison.Ordinal);

        family.Clock.Advance(TimeSpan.FromHours(1));
        using var other = family.Browser();
        var again = await Family.SignInAsync(other, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Contains("Dernière connexion le 20/11/2026 à 10:00:00", again.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-SE1")]
    public async Task Only_the_hash_of_the_handle_is_stored_and_each_sign_in_has_its_own(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        var first = browser.Cookies.GetAllCookies()["session"]!.Value;
        var before = Assert.Single(await family.OperationalAsync<Session>());
        Assert.Equal(Sessions.Hash(first), before.HandleHash);
        Assert.NotEqual(first, Convert.ToHexString(before.HandleHash));
        family.Clock.Advance(TimeSpan.FromSeconds(30));
        await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        var second = browser.Cookies.GetAllCookies()["session"]!.Value;
        Assert.NotEqual(first, second);
        var stored = Assert.Single(await family.OperationalAsync<Session>());
        Assert.Equal((before.Id, before.AuthenticatedAt.AddSeconds(30)), (stored.Id, stored.AuthenticatedAt));
        Assert.Equal(Sessions.Hash(second), stored.HandleHash);

        await family.ActivateAsync(family.Paul.Account.Id);
        await Family.SignInAsync(browser, "responsable", "p.vasseur", Family.GoodPassword);
        var rows = await family.OperationalAsync<Session>();
        Assert.Equal(2, rows.Count);
        Assert.NotNull(rows.Single(session => session.Id == before.Id).EndedAt);
    }

    [Theory]
    [InlineData(31, 0, false)]
    [InlineData(29, 0, true)]
    [InlineData(20, 40, false)]
    [Trait("Rule", "S-SE2")]
    public async Task A_session_ends_after_30_minutes_of_rest_or_12_hours(int minutes, int times, bool goesOn)
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        for (var i = 0; i < times; i++)
        {
            family.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await browser.GetAsync("/session");
        }

        family.Clock.Advance(TimeSpan.FromMinutes(minutes));
        var page = await browser.GetAsync("/portail");
        Assert.Equal(goesOn ? "/portail" : "/connexion/responsable", page.Address.AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_takes_a_post_ends_the_session_on_the_server_and_clears_the_browser()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        var portal = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        var handle = browser.Cookies.GetAllCookies()["session"]!.Value;
        await browser.GetAsync("/deconnexion");
        Assert.Null((await family.OperationalAsync<Session>()).Single().EndedAt);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/deconnexion", [])).Status);

        var done = await browser.SubmitAsync(portal, new Dictionary<string, string>(), "form[action='/deconnexion']");
        Assert.Contains("Vous êtes déconnecté", done.Text, StringComparison.Ordinal);
        Assert.Equal("\"cache\", \"storage\"", done.Response.Headers.GetValues("Clear-Site-Data").Single());
        Assert.NotNull((await family.OperationalAsync<Session>()).Single().EndedAt);
        using var thief = family.Browser();
        thief.Cookies.Add(new Uri("http://localhost"), new Cookie("session", handle));
        Assert.StartsWith("/connexion", (await thief.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\tportail")]
    [InlineData("/é")]
    public async Task Nobody_is_led_to_another_site(string target)
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword, "?returnUrl=" + Uri.EscapeDataString(target));
        Assert.Equal("http://localhost/portail", page.Address.ToString());
    }

    [Fact]
    public async Task After_sign_in_one_goes_back_to_where_one_came_from()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        browser.FollowRedirects = false;
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword, "?returnUrl=" + Uri.EscapeDataString("/idp/profile/oidc/authorize?client_id=ent&state=%C3%A9"));
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Equal("/idp/profile/oidc/authorize?client_id=ent&state=%C3%A9", page.Response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("", "", "Saisissez votre identifiant. Il ressemble à p.nomXX.")]
    [InlineData("c.morel27", "", "Saisissez votre mot de passe.")]
    [InlineData("", "x", "Saisissez votre identifiant. Il ressemble à p.nomXX.")]
    public async Task An_empty_field_is_named(string username, string password, string sentence)
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "responsable", username, password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_antiforgery_token_nothing_is_checked()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        var page = await browser.PostAsync("/connexion/responsable", [new("Input.Username", "c.morel27"), new("Input.Password", Family.GoodPassword)]);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Empty(await family.OperationalAsync<JournalEntry>());
    }

    [Theory]
    [InlineData("eleve", false, false)]
    [InlineData("eleve", true, true)]
    [InlineData("responsable", false, true)]
    [InlineData("responsable", true, false)]
    public async Task A_shared_computer_is_never_a_known_device(string profile, bool tick, bool known)
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        await family.ActivateAsync(family.Ines.Account!.Id);
        using var browser = family.Browser();
        await Family.SignInAsync(browser, profile, profile == "eleve" ? "i.morel" : "c.morel27", Family.GoodPassword, tick: tick);
        var cookies = browser.Cookies.GetAllCookies();
        Assert.Equal(known, cookies["dev"] is not null);
        Assert.Equal(default, cookies["session"]!.Expires);
        Assert.True(cookies["session"]!.HttpOnly);
    }

    [Fact]
    public async Task The_cookie_of_forms_comes_along_from_a_service_so_that_forms_open_in_other_tabs_go_on_working()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await browser.GetAsync("/connexion/responsable");
        var cookie = page.Response.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("educonnect-form=", StringComparison.Ordinal));
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Rule", "S-SE3")]
    [Trait("Rule", "S-HD2")]
    public async Task Behind_https_every_cookie_is_secure_and_bound_to_the_host_and_every_answer_says_to_stay()
    {
        await using var family = await Family.StartAsync(settings: "--Service:PublicOrigin=https://educonnect.example");
        await family.ActivateAsync(family.Claire.Account.Id);
        var provisional = await family.InformAsync(family.Paul.Account.Id);
        using var browser = family.Browser();
        using var other = family.Browser();
        browser.FollowRedirects = other.FollowRedirects = false;
        var signedIn = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        async Task<Page> FreshAsync(string address)
        {
            using var one = family.Browser();
            return await one.GetAsync(address);
        }

        Page[] pages =
        [
            await FreshAsync("/connexion/responsable"),
            await FreshAsync("/connexion/eleve"),
            await FreshAsync("/agents/connexion"),
            await FreshAsync("/inscription"),
            await FreshAsync("/mot-de-passe-oublie"),
            signedIn,
            await Family.SignInAsync(other, "responsable", "p.vasseur", provisional),
            await browser.SubmitAsync(await browser.GetAsync("/portail"), new Dictionary<string, string>(), "form[action='/deconnexion']"),
        ];
        Assert.All(pages, page => Assert.Equal("max-age=63072000; includeSubDomains; preload", page.Response.Headers.GetValues("Strict-Transport-Security").Single()));
        var cookies = pages.SelectMany(page => page.Response.Headers.TryGetValues("Set-Cookie", out var written) ? written : []).ToList();
        foreach (var name in (string[])["__Host-educonnect-form=", "__Host-session=", "__Host-dev=", "__Host-profil=", "__Host-activation="])
        {
            Assert.Contains(cookies, cookie => cookie.StartsWith(name, StringComparison.Ordinal));
        }

        foreach (var cookie in cookies)
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.All((string[])["path=/;", "secure", "samesite=lax", "httponly"], flag => Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    [Trait("Rule", "S-SE2")]
    public async Task Showing_the_sign_in_page_looks_at_no_store()
    {
        var statements = new StatementCounter();
        await using var family = await Family.StartAsync(configure: statements.Register);
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        statements.Reset();
        await browser.GetAsync("/connexion/responsable?identifiant=c.morel27");
        await browser.GetAsync("/connexion?changer=1");
        Assert.Equal(0, statements.Count);
    }
}
