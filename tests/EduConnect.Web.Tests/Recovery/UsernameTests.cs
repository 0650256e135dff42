using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Recovery;

/// <summary>Identifiant perdu (rows #106 to #110).</summary>
public sealed class UsernameTests
{
    [Fact]
    [Trait("Row", "#108")]
    [Trait("Row", "#243")]
    [Trait("Row", "#244")]
    public async Task The_choice_holds_the_words_of_the_inventory_and_pupils_are_sent_to_their_school()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var signIn = await browser.GetAsync("/connexion/responsable?returnUrl=%2Fportail%3Fa%3D1");
        var address = signIn.Document.QuerySelector("a[href^='/identifiant-oublie']")!.GetAttribute("href")!;
        var guardian = await browser.GetAsync(address);
        foreach (var words in (string[])["Identifiant perdu", "Je choisis le mode de récupération de mon identifiant", "Par SMS", "Par mail", "Je contacte mon établissement", "Annuler"])
        {
            Assert.Contains(words, guardian.Text, StringComparison.Ordinal);
        }

        Assert.Contains(guardian.Document.QuerySelectorAll("a"), link => link.GetAttribute("href") == "/connexion/responsable?returnUrl=%2Fportail%3Fa%3D1" && link.TextContent.Trim() == "Annuler");
        var pupil = await browser.GetAsync("/identifiant-oublie?profil=eleve");
        Assert.DoesNotContain("Par SMS", pupil.Text, StringComparison.Ordinal);
        Assert.Contains("je demande mon identifiant ou un nouveau mot de passe à mon établissement", pupil.Text, StringComparison.Ordinal);
        Assert.Equal("/identifiant-oublie", (await browser.GetAsync("/identifiant-oublie/sms?profil=eleve")).Address.AbsolutePath);

        // A link without profile: the device knows who signs in here (domain 8.3).
        Assert.Contains("Par SMS", (await browser.GetAsync("/identifiant-oublie")).Text, StringComparison.Ordinal);
        await browser.GetAsync("/connexion/eleve");
        Assert.DoesNotContain("Par SMS", (await browser.GetAsync("/identifiant-oublie")).Text, StringComparison.Ordinal);
        Assert.Contains("Par SMS", (await browser.GetAsync("/identifiant-oublie?profil=responsable")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#109")]
    public async Task One_mail_names_every_account_of_a_confirmed_address_whatever_its_case(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await SelfHelp.ConfirmAsync(family, family.Ines.Account!.Id, "claire.morel@Exemple.fr", mobile: null);
        using var browser = family.Browser();
        var sent = await SelfHelp.AskUsernameByMailAsync(browser, " CLAIRE.MOREL@exemple.FR ", "?profil=responsable&returnUrl=%2Fportail");
        Assert.Equal("Vérifiez vos emails !", sent.Document.QuerySelector("h1")!.TextContent.Trim().Replace('\u00a0', ' '));
        Assert.Contains("Nous venons juste de vous envoyer votre identifiant de connexion", sent.Text, StringComparison.Ordinal);
        Assert.Contains(sent.Document.QuerySelectorAll("a"), link => link.GetAttribute("href") == "/connexion/responsable?returnUrl=%2Fportail" && link.TextContent.Trim() == "Se connecter");

        var mail = Assert.Single(await SelfHelp.SentAsync(family));
        Assert.Contains("Claire MOREL, responsable d’élève : identifiant c.morel27", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Inès MOREL, élève : identifiant i.morel", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", mail.Text, StringComparison.Ordinal);
        Assert.Contains((await family.OperationalAsync<JournalEntry>()), entry => entry.Code == "recovery.username-by-mail" && entry.AccountId is not null);
    }

    [Fact]
    [Trait("Rule", "S-RC5")]
    public async Task Only_a_confirmed_address_of_the_account_gets_anything()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        await family.ChangeAsync(family.Claire.Account.Id, account => account.Mail = SelfHelp.Mail);
        using var browser = family.Browser();
        await SelfHelp.AskUsernameByMailAsync(browser, SelfHelp.Mail);
        await SelfHelp.AskUsernameByMailAsync(browser, family.Claire.Records[0].Mail!);
        await SelfHelp.AskUsernameBySmsAsync(browser, family.Claire.Records[0].Mobile!);
        Assert.Empty(await SelfHelp.SentAsync(family));
        Assert.Equal(3, (await family.OperationalAsync<OutboxMessage>()).Count);
    }

    [Theory]
    [InlineData("06 39 98 00 42")]
    [InlineData("+33 (0)6.39.98.00.42")]
    [InlineData("0033639980042")]
    [Trait("Row", "#110")]
    public async Task An_sms_names_the_accounts_of_a_guardians_confirmed_number(string typed)
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await SelfHelp.ConfirmAsync(family, family.Ines.Account!.Id, mail: null);
        using var browser = family.Browser();
        var sent = await SelfHelp.AskUsernameBySmsAsync(browser, typed);
        Assert.StartsWith("Vérifiez votre téléphone", sent.Document.QuerySelector("h1")!.TextContent.Trim(), StringComparison.Ordinal);
        var sms = Assert.Single(await SelfHelp.SentAsync(family));
        Assert.Equal((Channel.Sms, SelfHelp.Mobile), (sms.Channel, sms.Recipient));
        Assert.Contains("Identifiant : c.morel27.", sms.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("i.morel", sms.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/identifiant-oublie/mail", "Mail", "", "Saisissez votre adresse mail, comme nom@exemple.fr.")]
    [InlineData("/identifiant-oublie/mail", "Mail", "claire@", "Cette adresse n’a pas la forme attendue.")]
    [InlineData("/identifiant-oublie/mail", "Mail", "a@b.fr\r\nBcc: x@y.fr", "Cette adresse n’a pas la forme attendue.")]
    [InlineData("/identifiant-oublie/sms", "Phone", "", "Saisissez un numéro de portable")]
    [InlineData("/identifiant-oublie/sms", "Phone", "01 40 00 00 00", "Saisissez un numéro de portable")]
    public async Task A_mistake_says_what_to_do_and_keeps_what_was_typed(string path, string field, string typed, string sentence)
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await browser.SubmitAsync(await browser.GetAsync(path), new Dictionary<string, string> { [field] = typed });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Equal(typed.ReplaceLineEndings(string.Empty), page.Document.QuerySelector($"#{field}")!.GetAttribute("value")?.ReplaceLineEndings(string.Empty) ?? string.Empty);
        Assert.Empty(await family.OperationalAsync<OutboxMessage>());
    }

    [Fact]
    [Trait("Rule", "S-OT4")]
    [Trait("Rule", "S-OT6")]
    public async Task Asking_too_often_stops_the_mails_for_known_and_unknown_alike_and_never_the_sign_in()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        using var stranger = family.Browser();
        foreach (var mail in (string[])[SelfHelp.Mail, "inconnu@exemple.fr"])
        {
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await SelfHelp.AskUsernameByMailAsync(stranger, mail)).Status);
            }

            var refused = await SelfHelp.AskUsernameByMailAsync(stranger, mail);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
            Assert.Contains("Attendez une heure, puis recommencez.", refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(3, (await SelfHelp.SentAsync(family)).Count);
        using var own = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(own, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
        family.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await SelfHelp.AskUsernameByMailAsync(stranger, SelfHelp.Mail)).Status);
    }

    [Fact]
    [Trait("Rule", "S-OT4")]
    public async Task A_network_that_asks_for_everybody_is_stopped_and_another_is_not()
    {
        await using var family = await Family.StartAsync(settings: "--Recovery:NetworkAnHour=4");
        using var stranger = family.Browser();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            answers.Add((await SelfHelp.AskUsernameByMailAsync(stranger, $"personne{i}@exemple.fr")).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 4), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 2)], answers);
    }

    [Fact]
    public async Task A_guardian_without_password_is_told_that_FranceConnect_opens_the_account()
    {
        await using var family = await Family.StartAsync();
        await family.ChangeAsync(family.Claire.Account.Id, account =>
        {
            Assert.Equal(AccountRefusal.None, account.ActivateByOtherProof(ActivationMode.FranceConnect, null, family.Clock.UtcNow));
            (account.Mail, account.MailConfirmedAt) = (SelfHelp.Mail, family.Clock.UtcNow);
        });
        using var browser = family.Browser();
        await SelfHelp.AskUsernameByMailAsync(browser, SelfHelp.Mail);
        Assert.Contains("identifiant c.morel27, sans mot de passe, ce compte s’ouvre avec FranceConnect", Assert.Single(await SelfHelp.SentAsync(family)).Text, StringComparison.Ordinal);
    }
}
