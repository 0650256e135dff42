using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Recovery;

/// <summary>Mot de passe perdu, by mail (rows #111, #114).</summary>
public sealed class PasswordByMailTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#111")]
    [Trait("Rule", "S-RC4")]
    public async Task From_the_username_to_the_new_password_and_back_to_the_service_that_asked(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var elsewhere = family.Browser();
        await Family.SignInAsync(elsewhere, "responsable", "c.morel27", Family.GoodPassword);
        using var browser = family.Browser();
        var sent = await SelfHelp.AskPasswordAsync(browser, " C.Morel27 ", "mail", "?profil=responsable&returnUrl=%2Fportail%3Fa%3D1");
        Assert.StartsWith("Vérifiez vos emails", sent.Document.QuerySelector("h1")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("Nous venons juste de vous envoyer les instructions pour réinitialiser votre mot de passe", sent.Text, StringComparison.Ordinal);
        Assert.Contains("spams", sent.Text, StringComparison.Ordinal);

        using var phone = family.Browser();
        var form = await phone.GetAsync(await SelfHelp.LinkAsync(family));
        var done = await SelfHelp.ChooseAsync(phone, form, username: "c.morel27");
        Assert.Equal("/mot-de-passe-oublie/fin", done.Address.AbsolutePath);
        Assert.Null(phone.Cookies.GetAllCookies()["session"]);
        var way = done.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == "Se connecter").GetAttribute("href");
        Assert.Equal("/connexion/responsable?returnUrl=%2Fportail%3Fa%3D1", way);

        Assert.StartsWith("/connexion", (await elsewhere.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(phone, "responsable", "c.morel27", Family.GoodPassword)).Status);
        Assert.Equal("/portail", (await Family.SignInAsync(phone, "responsable", "c.morel27", SelfHelp.NewPassword)).Address.AbsolutePath);
        var notices = await family.MainAsync<OutboxMessage>();
        Assert.Contains(notices, message => message.Template == "password-changed" && message.Recipient == SelfHelp.Mail);
        Assert.Contains(notices, message => message.Template == "password-changed" && message.Recipient == SelfHelp.Mobile && message.Text.Contains("c.morel27", StringComparison.Ordinal));
        Assert.Contains(await family.MainAsync<AuditEvent>(), entry => entry.Code == "account.password-recovered" && entry.AccountId == family.Claire.Account.Id && entry.ActorId == family.Claire.Account.Id.ToString());
    }

    /// <summary>However the account was activated, by its holder or with what the school gave.</summary>
    [Theory]
    [InlineData(ActivationMode.SelfRegistration)]
    [InlineData(ActivationMode.School)]
    [Trait("Row", "#107")]
    public async Task Accounts_activated_by_registration_or_by_the_school_help_themselves(ActivationMode mode)
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await family.ChangeAsync(family.Claire.Account.Id, account => account.Mode = mode);
        using var browser = family.Browser();
        await SelfHelp.AskUsernameByMailAsync(browser, SelfHelp.Mail);
        Assert.Contains("c.morel27", (await SelfHelp.SentAsync(family)).Single(mail => mail.Template == "username-found").Text, StringComparison.Ordinal);
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        await SelfHelp.ChooseAsync(browser, await browser.GetAsync(await SelfHelp.LinkAsync(family)), username: "c.morel27");
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", SelfHelp.NewPassword)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-PW5")]
    public async Task A_password_that_leaked_is_refused()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await LeakedList.GiveAsync(family, SelfHelp.NewPassword);
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        var page = await SelfHelp.ChooseAsync(browser, await browser.GetAsync(await SelfHelp.LinkAsync(family)), username: "c.morel27");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Ce mot de passe se trouve dans une liste de mots de passe volés", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#114")]
    public async Task A_compromised_account_is_freed_by_it()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await family.ChangeAsync(family.Claire.Account.Id, account => account.Compromise());
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        await SelfHelp.ChooseAsync(browser, await browser.GetAsync(await SelfHelp.LinkAsync(family)), username: "c.morel27");
        Assert.False((await SelfHelp.ClaireAsync(family)).IsCompromised);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", SelfHelp.NewPassword)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_reset_by_the_school_ends_with_it_and_the_provisional_password_is_gone()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        var provisional = await family.InformAsync(family.Claire.Account.Id, withReset: true);
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        await SelfHelp.ChooseAsync(browser, await browser.GetAsync(await SelfHelp.LinkAsync(family)), username: "c.morel27");
        var account = await SelfHelp.ClaireAsync(family);
        Assert.Equal((null, null, null), (account.ProvisionalCipher, account.ProvisionalMac, account.ResetRequestedAt));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(browser, "responsable", "c.morel27", provisional)).Status);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-RC1")]
    public async Task The_token_is_stored_nowhere_and_only_a_post_uses_it(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        var link = await SelfHelp.LinkAsync(family);
        var token = link.Split('/')[^1];
        Assert.Equal(43, token.Length);
        await using (var db = family.App.Operational())
        {
            Assert.Empty(await StoreSearch.TablesHoldingAsync(db, token, TestContext.Current.CancellationToken));
            Assert.Equal(["outbox_message"], await StoreSearch.TablesHoldingAsync(db, "recovery-link", TestContext.Current.CancellationToken));
        }

        var stored = Assert.Single(await family.OperationalAsync<Core.Accounts.Recovery.RecoveryLink>());
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)), stored.TokenHash);

        using var scanner = family.Browser();
        for (var i = 0; i < 3; i++)
        {
            var shown = await scanner.GetAsync(link);
            Assert.Equal("no-referrer", shown.Response.Headers.GetValues("Referrer-Policy").Single());
            await scanner.SendAsync(() => new HttpRequestMessage(HttpMethod.Head, "http://localhost" + link));
        }

        Assert.Null((await family.OperationalAsync<Core.Accounts.Recovery.RecoveryLink>()).Single().UsedAt);
        Assert.Equal("/mot-de-passe-oublie/fin", (await SelfHelp.ChooseAsync(browser, await browser.GetAsync(link), username: "c.morel27")).Address.AbsolutePath);
        var replay = await SelfHelp.ChooseAsync(scanner, await scanner.GetAsync(link), "une tout autre phrase", username: "c.morel27");
        Assert.Equal(HttpStatusCode.Gone, replay.Status);
        Assert.Contains("Ce lien n’est plus valable", replay.Text, StringComparison.Ordinal);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", SelfHelp.NewPassword)).Address.AbsolutePath);
    }

    [Theory]
    [InlineData("an hour")]
    [InlineData("a new request")]
    [InlineData("another address")]
    [InlineData("another password")]
    [InlineData("a reset by the school")]
    [InlineData("grouping")]
    [Trait("Rule", "S-RC1")]
    public async Task A_link_dies_of(string cause)
    {
        await using var family = await Family.StartAsync();
        var claire = family.Claire.Account.Id;
        await SelfHelp.ConfirmAsync(family, claire);
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        var link = await SelfHelp.LinkAsync(family);
        switch (cause)
        {
            case "an hour":
                family.Clock.Advance(TimeSpan.FromHours(1));
                break;
            case "a new request":
                await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
                break;
            case "another address":
                await family.ChangeAsync(claire, account => account.Mail = "autre@exemple.fr");
                break;
            case "another password":
                await family.ChangeAsync(claire, account => account.ChoosePassword("$other"));
                break;
            case "a reset by the school":
                await family.InformAsync(claire, withReset: true);
                break;
            default:
                await family.ChangeAsync(claire, account => account.ClosedAt = family.Clock.UtcNow);
                break;
        }

        var before = (await SelfHelp.ClaireAsync(family)).PasswordHash;
        var gone = await SelfHelp.ChooseAsync(browser, await browser.GetAsync(link), username: "c.morel27");
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.Equal(before, (await SelfHelp.ClaireAsync(family)).PasswordHash);
    }

    [Fact]
    public async Task Somebody_elses_username_or_a_weak_password_is_refused_and_the_link_goes_on()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await SelfHelp.ConfirmAsync(family, family.Paul.Account.Id, "paul@exemple.fr", mobile: null);
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        var link = await SelfHelp.LinkAsync(family);
        (string Username, string Password, string Again, string Sentence)[] cases =
        [
            ("p.vasseur", SelfHelp.NewPassword, SelfHelp.NewPassword, "Cet identifiant n’est pas celui du compte concerné."),
            ("", SelfHelp.NewPassword, SelfHelp.NewPassword, "Saisissez votre identifiant."),
            ("c.morel27", "", "", "Saisissez un nouveau mot de passe."),
            ("c.morel27", "court", "court", "au moins 12 caractères"),
            ("c.morel27", "Claire Morel 2014 !", "Claire Morel 2014 !", "sans votre nom ni une date de naissance"),
            ("c.morel27", SelfHelp.NewPassword, "trois hiboux en coton", "Les deux mots de passe sont différents."),
        ];
        foreach (var (username, password, again, sentence) in cases)
        {
            var page = await SelfHelp.ChooseAsync(browser, await browser.GetAsync(link), password, again, username);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains(sentence, page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
            Assert.Equal([null, null], page.Document.QuerySelectorAll("input[type=password]").Select(field => field.GetAttribute("value")));
        }

        Assert.Equal("/mot-de-passe-oublie/fin", (await SelfHelp.ChooseAsync(browser, await browser.GetAsync(link), username: "C.MOREL27")).Address.AbsolutePath);
        Assert.NotNull((await family.ReadAsync(family.Paul.Account.Id)).PasswordHash);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "p.vasseur", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-OT2")]
    public async Task Of_many_uses_at_once_exactly_one_succeeds(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        var link = await SelfHelp.LinkAsync(family);
        var forms = new List<(Testing.Web.PageClient Browser, Testing.Web.Page Page)>();
        for (var i = 0; i < 12; i++)
        {
            var thief = family.Browser();
            forms.Add((thief, await thief.GetAsync(link)));
        }

        var answers = await Task.WhenAll(forms.Select((form, i) => SelfHelp.ChooseAsync(form.Browser, form.Page, SelfHelp.NewPassword + i, username: "c.morel27")));
        Assert.Single(answers, page => page.Address.AbsolutePath == "/mot-de-passe-oublie/fin");
        Assert.Equal(11, answers.Count(page => page.Status == HttpStatusCode.Gone));
        forms.ForEach(form => form.Browser.Dispose());
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("Forwarded", "host=evil.example;proto=https")]
    [InlineData("X-Forwarded-Proto", "javascript")]
    [InlineData("X-Original-Host", "evil.example")]
    [Trait("Rule", "S-RC2")]
    public async Task Mails_hold_the_configured_origin_whatever_the_request_says(string header, string value)
    {
        await using var family = await Family.StartAsync(settings: "--Service:PublicOrigin=http://educonnect.example:8080");
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        browser.Headers[header] = value;
        await SelfHelp.AskUsernameByMailAsync(browser, SelfHelp.Mail);
        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        var sent = await SelfHelp.SentAsync(family);
        Assert.Equal(2, sent.Count);
        foreach (var mail in sent)
        {
            var addresses = System.Text.RegularExpressions.Regex.Matches(mail.Text + mail.Html, "[a-z]+://[^/\"\\s)<]+").Select(match => match.Value).Distinct();
            Assert.Equal(["http://educonnect.example:8080"], addresses);
            Assert.DoesNotContain("evil", mail.Text + mail.Html + mail.Subject, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Rule", "S-RC3")]
    public async Task No_step_can_be_skipped_by_its_address()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var browser = family.Browser();
        foreach (var step in (string[])["moyen", "mail-envoye", "code", "nouveau", "fin"])
        {
            Assert.Equal("/mot-de-passe-oublie?recommencer=1", (await browser.GetAsync("/mot-de-passe-oublie/" + step)).Address.PathAndQuery);
        }

        await SelfHelp.BeginAsync(browser, "c.morel27");
        foreach (var step in (string[])["mail-envoye", "code", "nouveau", "fin"])
        {
            Assert.Equal("/mot-de-passe-oublie/moyen", (await browser.GetAsync("/mot-de-passe-oublie/" + step)).Address.AbsolutePath);
        }

        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        Assert.Equal("/mot-de-passe-oublie/mail-envoye", (await browser.GetAsync("/mot-de-passe-oublie/nouveau")).Address.AbsolutePath);
        family.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("/mot-de-passe-oublie", (await browser.GetAsync("/mot-de-passe-oublie/mail-envoye")).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-OT6")]
    public async Task Asking_too_often_keeps_the_last_link_and_the_sign_in()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var stranger = family.Browser();
        for (var i = 0; i < 3; i++)
        {
            await SelfHelp.AskPasswordAsync(stranger, "c.morel27", "mail");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SelfHelp.AskPasswordAsync(stranger, "c.morel27", "mail")).Status);
        using var own = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(own, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
        Assert.Equal("/mot-de-passe-oublie/fin", (await SelfHelp.ChooseAsync(own, await own.GetAsync(await SelfHelp.LinkAsync(family)), username: "c.morel27")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Usernames_that_share_one_address_do_not_multiply_its_mails()
    {
        await using var family = await Family.StartAsync();
        foreach (var account in (Guid[])[family.Claire.Account.Id, family.Paul.Account.Id, family.Ines.Account!.Id])
        {
            await SelfHelp.ConfirmAsync(family, account, mobile: null);
        }

        using var stranger = family.Browser();
        foreach (var username in (string[])["c.morel27", "p.vasseur", "i.morel"])
        {
            for (var i = 0; i < 2; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await SelfHelp.AskPasswordAsync(stranger, username, "mail")).Status);
            }
        }

        Assert.Equal(3, (await SelfHelp.SentAsync(family)).Count);
        Assert.Equal(6, (await family.OperationalAsync<OutboxMessage>()).Count);
        Assert.Contains((await family.OperationalAsync<JournalEntry>()), entry => entry.Code == "recovery.password-by-mail");
    }
}
