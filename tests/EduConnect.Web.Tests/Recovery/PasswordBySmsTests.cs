using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Recovery;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Recovery;

/// <summary>Mot de passe perdu, by SMS (rows #112, #113).</summary>
public sealed class PasswordBySmsTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#112")]
    public async Task From_the_username_to_the_new_password(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id, mail: null);
        await family.ChangeAsync(family.Claire.Account.Id, account => account.Compromise());
        using var browser = family.Browser();
        var page = await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms", "?profil=responsable&returnUrl=%2Fportail%3Fa%3D1");
        Assert.Contains("J’indique le code d’activation reçu par SMS (valable 30min)", page.Text, StringComparison.Ordinal);
        page = await SelfHelp.TypeCodeAsync(browser, page, await SelfHelp.CodeAsync(family));
        Assert.Equal("/mot-de-passe-oublie/nouveau", page.Address.AbsolutePath);
        Assert.Contains("c.morel27", page.Text, StringComparison.Ordinal);
        var weak = await SelfHelp.ChooseAsync(browser, page, "court");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.Status);
        var done = await SelfHelp.ChooseAsync(browser, weak);
        Assert.Equal("/mot-de-passe-oublie/fin", done.Address.AbsolutePath);
        Assert.Null(browser.Cookies.GetAllCookies()["session"]);
        Assert.Contains(done.Document.QuerySelectorAll("main a"), link => link.GetAttribute("href") == "/connexion/responsable?returnUrl=%2Fportail%3Fa%3D1");
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", SelfHelp.NewPassword)).Address.AbsolutePath);
        Assert.Equal("password-changed", Assert.Single(await family.MainAsync<OutboxMessage>()).Template);

        // The page of the new password is not open a second time.
        Assert.Equal("/mot-de-passe-oublie/fin", (await browser.GetAsync("/mot-de-passe-oublie/nouveau")).Address.AbsolutePath);
        Assert.Equal("/mot-de-passe-oublie/fin", (await SelfHelp.ChooseAsync(browser, weak, "encore une autre phrase")).Address.AbsolutePath);
        Assert.Equal("/portail", (await Family.SignInAsync(family.Browser(), "responsable", "c.morel27", SelfHelp.NewPassword)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#44")]
    public async Task A_guardian_who_uses_FranceConnect_may_set_a_password_by_sms_and_is_told_so_by_mail()
    {
        await using var family = await Family.StartAsync();
        await family.ChangeAsync(family.Claire.Account.Id, account =>
        {
            Assert.Equal(AccountRefusal.None, account.ActivateByOtherProof(ActivationMode.FranceConnect, null, family.Clock.UtcNow));
            (account.Mail, account.MailConfirmedAt, account.Mobile, account.MobileConfirmedAt) = (SelfHelp.Mail, family.Clock.UtcNow, SelfHelp.Mobile, family.Clock.UtcNow);
        });
        await family.SettleAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        var mail = Assert.Single(await SelfHelp.SentAsync(family));
        Assert.Equal("recovery-france-connect", mail.Template);
        Assert.Contains("franceconnect.gouv.fr/faq", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/lien/", mail.Text, StringComparison.Ordinal);

        var page = await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms");
        page = await SelfHelp.TypeCodeAsync(browser, page, await SelfHelp.CodeAsync(family));
        await SelfHelp.ChooseAsync(browser, page);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", SelfHelp.NewPassword)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-OT2")]
    [Trait("Row", "#255")]
    public async Task A_code_dies_of_five_wrong_tries_of_age_and_of_the_next_one()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        var page = await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms");
        var first = await SelfHelp.CodeAsync(family);
        for (var left = 4; left >= 1; left--)
        {
            page = await SelfHelp.TypeCodeAsync(browser, page, Wrong(first));
            Assert.Contains($"Il vous reste {left} essai", page.Text, StringComparison.Ordinal);
        }

        page = await SelfHelp.TypeCodeAsync(browser, page, Wrong(first));
        page = await SelfHelp.TypeCodeAsync(browser, page, first);
        Assert.Contains("Ce code n’est plus valable. Demandez-en un nouveau.", page.Text, StringComparison.Ordinal);

        var soon = await browser.SubmitAsync(page, new Dictionary<string, string>(), "form#again", "again");
        Assert.Equal(HttpStatusCode.TooManyRequests, soon.Status);
        Assert.Contains("Attendez une minute", soon.Text, StringComparison.Ordinal);
        family.Clock.Advance(TimeSpan.FromMinutes(1));
        page = await browser.SubmitAsync(page, new Dictionary<string, string>(), "form#again", "again");
        Assert.Contains("Seul le dernier code reçu fonctionne.", page.Text, StringComparison.Ordinal);
        var second = await SelfHelp.CodeAsync(family);
        page = await SelfHelp.TypeCodeAsync(browser, page, first == second ? Wrong(first) : first);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        family.Clock.Advance(TimeSpan.FromMinutes(30));
        page = await SelfHelp.TypeCodeAsync(browser, page, second);
        Assert.Contains("Ce code n’est plus valable.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-OT4")]
    public async Task Clicks_that_come_too_soon_use_up_nothing()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        var page = await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms");
        for (var i = 0; i < 4; i++)
        {
            page = await browser.SubmitAsync(page, new Dictionary<string, string>(), "form#again", "again");
            Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        }

        family.Clock.Advance(TimeSpan.FromMinutes(1));
        page = await browser.SubmitAsync(page, new Dictionary<string, string>(), "form#again", "again");
        Assert.Equal(2, (await SelfHelp.SentAsync(family)).Count(message => message.Channel == Channel.Sms));
        page = await SelfHelp.TypeCodeAsync(browser, page, await SelfHelp.CodeAsync(family));
        Assert.Equal("/mot-de-passe-oublie/nouveau", page.Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-OT4")]
    public async Task When_the_number_has_had_its_share_the_last_code_goes_on()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await SelfHelp.ConfirmAsync(family, family.Paul.Account.Id, "paul@exemple.fr");
        using var other = family.Browser();
        for (var i = 0; i < 2; i++)
        {
            await SelfHelp.AskPasswordAsync(other, "p.vasseur", "sms");
            family.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        using var browser = family.Browser();
        var page = await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms");
        var last = await SelfHelp.CodeAsync(family);
        family.Clock.Advance(TimeSpan.FromMinutes(2));
        page = await browser.SubmitAsync(page, new Dictionary<string, string>(), "form#again", "again");
        Assert.Equal(3, (await SelfHelp.SentAsync(family)).Count(message => message.Channel == Channel.Sms && message.Recipient.Length > 0));
        Assert.Equal("/mot-de-passe-oublie/nouveau", (await SelfHelp.TypeCodeAsync(browser, page, last)).Address.AbsolutePath);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-OT2")]
    public async Task Of_hundreds_of_parallel_guesses_five_are_judged(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        var page = await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms");
        var code = await SelfHelp.CodeAsync(family);
        var token = SelfHelp.Token(page);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => browser.PostAsync("/mot-de-passe-oublie/code", [new("Code", Wrong(code)), new("act", "check"), token])));
        Assert.InRange(answers.Count(answer => answer.Text.Contains("Il vous reste", StringComparison.Ordinal)), 4, 5);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));
        Assert.Equal("/mot-de-passe-oublie/code", (await SelfHelp.TypeCodeAsync(browser, page, code)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-RC3")]
    public async Task A_code_opens_nothing_in_another_browser_or_for_another_account()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await SelfHelp.ConfirmAsync(family, family.Paul.Account.Id, "paul@exemple.fr", "+33639980043");
        using var browser = family.Browser();
        using var thief = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms");
        var code = await SelfHelp.CodeAsync(family);
        family.Clock.Advance(TimeSpan.FromMinutes(2));
        var page = await SelfHelp.AskPasswordAsync(thief, "p.vasseur", "sms");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SelfHelp.TypeCodeAsync(thief, page, code)).Status);
        Assert.Equal("/mot-de-passe-oublie/code", (await thief.GetAsync("/mot-de-passe-oublie/nouveau")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Two_tabs_on_two_accounts_never_change_the_wrong_one()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await SelfHelp.ConfirmAsync(family, family.Paul.Account.Id, "paul@exemple.fr", "+33639980043");
        using var browser = family.Browser();
        var page = await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms");
        var about = await SelfHelp.TypeCodeAsync(browser, page, await SelfHelp.CodeAsync(family));
        family.Clock.Advance(TimeSpan.FromMinutes(2));
        page = await SelfHelp.AskPasswordAsync(browser, "p.vasseur", "sms");
        await SelfHelp.TypeCodeAsync(browser, page, await SelfHelp.CodeAsync(family));

        var refused = await SelfHelp.ChooseAsync(browser, about);
        Assert.Equal("/mot-de-passe-oublie/nouveau", refused.Address.AbsolutePath);
        Assert.Contains("p.vasseur", refused.Text, StringComparison.Ordinal);
        foreach (var username in (string[])["c.morel27", "p.vasseur"])
        {
            Assert.Equal("/portail", (await Family.SignInAsync(family.Browser(), "responsable", username, Family.GoodPassword)).Address.AbsolutePath);
        }
    }

    [Fact]
    public async Task A_number_that_changes_after_the_code_takes_the_proof_away()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        var page = await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms");
        page = await SelfHelp.TypeCodeAsync(browser, page, await SelfHelp.CodeAsync(family));
        await family.ChangeAsync(family.Claire.Account.Id, account => account.Mobile = "+33639980099");
        Assert.Equal("/mot-de-passe-oublie", (await SelfHelp.ChooseAsync(browser, page)).Address.AbsolutePath);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_pupil_is_not_offered_an_sms_and_gets_none()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Ines.Account!.Id);
        using var browser = family.Browser();
        var page = await SelfHelp.BeginAsync(browser, "i.morel", "?profil=eleve");
        Assert.DoesNotContain("Par SMS", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/mot-de-passe-oublie/moyen", [new("way", "sms"), SelfHelp.Token(page)])).Status);
        await SelfHelp.AskPasswordAsync(browser, "i.morel", "sms");
        Assert.Empty(await SelfHelp.SentAsync(family));
    }

    [Fact]
    [Trait("Rule", "S-EN3")]
    public async Task Relay_and_gateway_down_delay_no_page_and_lose_nothing()
    {
        await using var family = await Family.StartAsync(settings: ["--Smtp:Host=localhost", "--Smtp:Port=9", "--Sms:Address=http://localhost:9/cgi-bin/sendsms"]);
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        Assert.Equal(HttpStatusCode.OK, (await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SelfHelp.AskPasswordAsync(browser, "c.morel27", "sms")).Status);
        await family.App.RunWorkerAsync();
        var waiting = await SelfHelp.SentAsync(family);
        Assert.Equal(2, waiting.Count);
        Assert.All(waiting, message => Assert.Equal((null, null, 1), (message.SentAt, message.FailedAt, message.Attempts)));
        Assert.Equal("/mot-de-passe-oublie/fin", (await SelfHelp.ChooseAsync(browser, await browser.GetAsync(await SelfHelp.LinkAsync(family)), username: "c.morel27")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Old_links_and_journeys_are_erased()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        await using var db = family.App.Operational();
        Assert.Equal(0, await Recoveries.EraseAsync(db, family.Clock.UtcNow, TestContext.Current.CancellationToken));
        Assert.Equal(2, await Recoveries.EraseAsync(db, family.Clock.UtcNow.AddHours(2), TestContext.Current.CancellationToken));
    }

    private static string Wrong(string code) => (code[0] == '1' ? "2" : "1") + code[1..];
}
