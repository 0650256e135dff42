using System.Net;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>Modifier mon adresse mail (rows #92, #94 to #98; S-RC1, S-RC6).</summary>
public sealed class MailChangeTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#94"), Trait("Row", "#95"), Trait("Row", "#96"), Trait("Row", "#97"), Trait("Row", "#98")]
    public async Task Two_mails_go_out_and_the_link_needs_the_holder_and_a_button(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = await family.ClaireAsync();
        var sent = await AccountSteps.AskMailAsync(browser);
        Assert.Equal("/mon-compte/mail/envoye", sent.Address.AbsolutePath);
        Assert.Contains("spams", sent.Plain(), StringComparison.Ordinal);
        Assert.Contains("une adresse email est en attente de confirmation", (await browser.GetAsync("/mon-compte")).Plain(), StringComparison.Ordinal);

        Assert.Contains("courriers indésirables ou « spams »", sent.Plain(), StringComparison.Ordinal);
        var link = await family.LastAsync("mail-change-link");
        Assert.Contains("/aide/contacts", link.Text, StringComparison.Ordinal);
        Assert.Contains("Jusque-là, votre ancienne adresse reste en vigueur.", link.Text, StringComparison.Ordinal);
        Assert.Equal((AccountSteps.NewMail, "Services en ligne de l'éducation nationale - mise à jour de votre adresse mail"), (link.Recipient, link.Subject));
        Assert.Contains("c.morel27", link.Text, StringComparison.Ordinal);
        Assert.Equal(AccountSteps.OldMail, (await family.LastAsync("mail-change-undoable")).Recipient);

        await using (var main = family.App.Main())
        {
            foreach (var mail in new[] { link, await family.LastAsync("mail-change-undoable") })
            {
                Assert.Empty(await StoreSearch.TablesHoldingAsync(main, AccountSteps.Link(mail).Split('/')[^1], TestContext.Current.CancellationToken));
            }
        }

        using var stranger = family.Browser();
        var asked = await stranger.GetAsync(AccountSteps.Link(link));
        Assert.StartsWith("/connexion", asked.Address.AbsolutePath, StringComparison.Ordinal);
        var confirm = await Family.SignInAsync(stranger, "responsable", "c.morel27", Family.GoodPassword, asked.Address.Query);
        Assert.Equal(AccountSteps.Link(link), confirm.Address.AbsolutePath);
        Assert.All(new[] { "c.morel27", AccountSteps.OldMail, AccountSteps.NewMail }, words => Assert.Contains(words, confirm.Text, StringComparison.Ordinal));
        Assert.Equal(AccountSteps.OldMail, (await family.ReadAsync(family.Claire.Account.Id)).Mail);

        var done = await AccountSteps.PressAsync(stranger, confirm);
        Assert.Contains("Votre nouvelle adresse mail est confirmée", done.Plain(), StringComparison.Ordinal);
        var row = await family.ReadAsync(family.Claire.Account.Id);
        Assert.Equal((AccountSteps.NewMail, (DateTime?)family.Clock.UtcNow), (row.Mail, row.MailConfirmedAt));
        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync(AccountSteps.Link(link))).Status);
        Assert.Equal(["account.mail-change-requested", "account.mail-changed"], (await family.MainAsync<AuditEvent>()).Where(one => one.Code.StartsWith("account.mail-ch", StringComparison.Ordinal)).OrderBy(one => one.Id).Select(one => one.Code));
    }

    [Fact]
    [Trait("Row", "#97")]
    public async Task An_account_without_address_gets_one_mail_only()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync(mail: null);
        await AccountSteps.AskMailAsync(browser);
        var only = Assert.Single(await family.MainAsync<OutboxMessage>());
        Assert.Equal("mail-change-link", only.Template);
        Assert.DoesNotContain("ancienne adresse", only.Text + only.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("mot de passe", only.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#92"), Trait("Row", "#89")]
    public async Task An_unconfirmed_address_of_a_pupil_is_said_so_and_can_be_confirmed()
    {
        await using var family = await Family.StartAsync();
        var id = family.Ines.Account!.Id;
        await family.ActivateAsync(id);
        await family.ChangeAsync(id, row => row.Mail = "ines@exemple.fr");
        using var browser = await family.EnterAsync("i.morel", profile: "eleve");
        var page = await browser.GetAsync("/mon-compte");
        Assert.Contains("email non confirmé", page.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("Mes enfants", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Téléphone portable", page.Text, StringComparison.Ordinal);

        await AccountSteps.PressAsync(browser, page, "form[action='/mon-compte/mail']", "again");
        var link = Assert.Single(await family.MainAsync<OutboxMessage>());
        Assert.Equal("ines@exemple.fr", link.Recipient);
        await AccountSteps.PressAsync(browser, await browser.GetAsync(AccountSteps.Link(link)));
        Assert.NotNull((await family.ReadAsync(id)).MailConfirmedAt);
    }

    [Theory]
    [InlineData("claire@", "claire@", Family.GoodPassword)]
    [InlineData("a@exemple.fr", "b@exemple.fr", Family.GoodPassword)]
    [InlineData("", "", Family.GoodPassword)]
    [InlineData("a@exemple.fr\r\nBcc: b@exemple.fr", "a@exemple.fr\r\nBcc: b@exemple.fr", Family.GoodPassword)]
    [InlineData("a@exemple.fr, b@exemple.fr", "a@exemple.fr, b@exemple.fr", Family.GoodPassword)]
    [InlineData("\"a b\"@exemple.fr", "\"a b\"@exemple.fr", Family.GoodPassword)]
    [InlineData(AccountSteps.OldMail, AccountSteps.OldMail, Family.GoodPassword)]
    [InlineData(AccountSteps.NewMail, AccountSteps.NewMail, "pas le bon mot de passe")]
    [InlineData(AccountSteps.NewMail, AccountSteps.NewMail, "")]
    public async Task What_is_refused_sends_nothing_and_keeps_the_address_typed(string mail, string again, string password)
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var page = await AccountSteps.AskMailAsync(browser, mail, password, again);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.StartsWith("Erreur : ", page.Title.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Empty(await family.MainAsync<OutboxMessage>());
        Assert.Empty(await family.MainAsync<MailChange>());
        Assert.True(string.IsNullOrEmpty(page.Document.QuerySelector("input[name=Current]")!.GetAttribute("value")));
        if (!mail.Contains('\n', StringComparison.Ordinal))
        {
            Assert.Equal(mail, page.Document.QuerySelector("input[name='Input.Mail']")!.GetAttribute("value") ?? string.Empty);
        }
    }

    [Fact]
    [Trait("Rule", "S-MG1")]
    public async Task Guessing_the_present_password_is_slowed_down_like_at_sign_in()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AccountSteps.AskMailAsync(browser, password: "faux " + i)).Status);
        }

        var waiting = await AccountSteps.AskMailAsync(browser);
        Assert.Equal(HttpStatusCode.TooManyRequests, waiting.Status);
        Assert.True(waiting.Response.Headers.Contains("Retry-After"));
        Assert.Contains("Trop d’essais", waiting.Text, StringComparison.Ordinal);
        Assert.Empty(await family.MainAsync<MailChange>());
        var signIn = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal(HttpStatusCode.TooManyRequests, signIn.Status);
    }

    [Fact]
    [Trait("Rule", "S-RC1")]
    public async Task Old_links_die_and_belong_to_one_account()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await AccountSteps.AskMailAsync(browser);
        var first = AccountSteps.Link(await family.LastAsync("mail-change-link"));
        await family.ActivateAsync(family.Paul.Account.Id);
        using var paul = await family.EnterAsync("p.vasseur");
        Assert.Equal(HttpStatusCode.Gone, (await paul.GetAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(first)).Status);
        Assert.Null((await family.MainAsync<AccountLink>()).Single().UsedAt);

        await AccountSteps.AskMailAsync(browser, "claire.autre@exemple.fr");
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(first)).Status);
        var second = AccountSteps.Link(await family.LastAsync("mail-change-link"));
        await family.ChangePasswordAsync(browser);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(second)).Status);
    }

    [Fact]
    public async Task A_change_can_be_given_up_and_sent_again_within_limits()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await AccountSteps.AskMailAsync(browser);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("/mon-compte/mail/envoye", (await AccountSteps.PressAsync(browser, await browser.GetAsync("/mon-compte/mail"), "#attente", "again")).Address.AbsolutePath);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AccountSteps.PressAsync(browser, await browser.GetAsync("/mon-compte/mail"), "#attente", "again")).Status);
        var link = AccountSteps.Link(await family.LastAsync("mail-change-link"));
        await AccountSteps.PressAsync(browser, await browser.GetAsync("/mon-compte/mail"), "#attente", "drop");
        Assert.Equal(MailChangeState.Dropped, (await family.MainAsync<MailChange>()).Single().State);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link)).Status);
    }

    [Theory]
    [InlineData(false, 71, true)]
    [InlineData(true, 71, true)]
    [InlineData(true, 73, false)]
    [Trait("Rule", "S-RC6")]
    public async Task The_old_address_undoes_the_change_for_72_hours_and_ends_every_session(bool confirmed, int hours, bool works)
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await AccountSteps.AskMailAsync(browser);
        var undo = AccountSteps.Link(await family.LastAsync("mail-change-undoable"));
        if (confirmed)
        {
            await AccountSteps.PressAsync(browser, await browser.GetAsync(AccountSteps.Link(await family.LastAsync("mail-change-link"))));
            await AccountSteps.AskMailAsync(browser, "troisieme@exemple.fr");
        }

        family.Clock.Advance(TimeSpan.FromHours(hours));
        using var old = family.Browser();
        var page = await old.GetAsync(undo);
        Assert.Equal(confirmed ? AccountSteps.NewMail : AccountSteps.OldMail, (await family.ReadAsync(family.Claire.Account.Id)).Mail);
        var done = await AccountSteps.PressAsync(old, page);
        Assert.Equal(works ? HttpStatusCode.OK : HttpStatusCode.Gone, done.Status);
        Assert.Equal(!works && confirmed ? AccountSteps.NewMail : AccountSteps.OldMail, (await family.ReadAsync(family.Claire.Account.Id)).Mail);
        if (works)
        {
            Assert.All(await family.MainAsync<MailChange>(), change => Assert.Equal(MailChangeState.Undone, change.State));
            Assert.All(await family.OperationalAsync<Session>(), session => Assert.NotNull(session.EndedAt));
            Assert.Equal([AccountSteps.OldMail], await family.RecipientsAsync("mail-change-undone"));
            Assert.Equal(confirmed ? [AccountSteps.NewMail] : Array.Empty<string>(), await family.RecipientsAsync("mail-change-overruled"));
            if (confirmed)
            {
                var told = await family.LastAsync("mail-change-overruled");
                Assert.Contains("/aide/contacts", told.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("/mon-compte/", told.Text + told.Html, StringComparison.Ordinal);
            }

            Assert.Equal(HttpStatusCode.Gone, (await AccountSteps.PressAsync(old, page)).Status);
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite, "mail-change-undoable")]
    [InlineData(Engine.Sqlite, "mail-change-confirmed-undoable")]
    [InlineData(Engine.PostgreSql, "mail-change-confirmed-undoable")]
    [Trait("Rule", "S-RC6")]
    public async Task Confirmed_after_three_days_the_old_address_is_told_and_undoes_it_by_either_of_its_mails(Engine engine, string by)
    {
        await using var family = await Family.StartAsync(engine);
        using (var asking = await family.ClaireAsync())
        {
            await AccountSteps.AskMailAsync(asking);
        }

        family.Clock.Advance(TimeSpan.FromHours(73));
        using var browser = await family.EnterAsync("c.morel27");
        await AccountSteps.PressAsync(browser, await browser.GetAsync(AccountSteps.Link(await family.LastAsync("mail-change-link"))));
        Assert.Equal(AccountSteps.NewMail, (await family.ReadAsync(family.Claire.Account.Id)).Mail);
        var told = await family.LastAsync("mail-change-confirmed-undoable");
        Assert.Equal((AccountSteps.OldMail, "L’adresse mail de votre compte ÉduConnect a été changée"), (told.Recipient, told.Subject));

        family.Clock.Advance(TimeSpan.FromHours(1));
        using var again = await family.EnterAsync("c.morel27");
        await family.ChangePasswordAsync(again);
        Assert.Equal(
            new[] { AccountSteps.NewMail, AccountSteps.OldMail }, (await family.MainAsync<OutboxMessage>()).Where(mail => mail.Template == "password-changed").Select(mail => mail.Recipient).Order());
        using var old = family.Browser();
        var done = await AccountSteps.PressAsync(old, await old.GetAsync(AccountSteps.Link(await family.LastAsync(by))));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal(AccountSteps.OldMail, (await family.ReadAsync(family.Claire.Account.Id)).Mail);
    }

    [Fact]
    [Trait("Rule", "S-RC6")]
    public async Task An_old_address_that_was_never_confirmed_is_told_and_has_nothing_to_undo()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await family.ChangeAsync(family.Claire.Account.Id, row => row.MailConfirmedAt = null);
        await AccountSteps.AskMailAsync(browser);
        await AccountSteps.PressAsync(browser, await browser.GetAsync(AccountSteps.Link(await family.LastAsync("mail-change-link"))));
        var told = await family.LastAsync("mail-change-confirmed");
        Assert.Equal(AccountSteps.OldMail, told.Recipient);
        Assert.DoesNotContain("/mon-compte/mail/annuler/", told.Text + told.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(await family.MainAsync<AccountLink>(), link => link.Purpose == LinkPurpose.UndoMailChange);
    }

    [Fact]
    [Trait("Row", "#91"), Trait("Rule", "S-RC6")]
    public async Task Without_a_password_there_is_no_password_block_and_a_fresh_sign_in_takes_its_place()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await family.ChangeAsync(family.Claire.Account.Id, row => row.PasswordHash = null);
        var account = await browser.GetAsync("/mon-compte");
        Assert.DoesNotContain("Modifier mon mot de passe", account.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("c.morel27", account.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/mon-compte/mot-de-passe")).Status);

        var form = await browser.GetAsync("/mon-compte/mail");
        var values = new Dictionary<string, string> { ["Input.Mail"] = AccountSteps.NewMail, ["Input.Again"] = AccountSteps.NewMail };
        family.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync(form, values, "#changer", "change")).Status);
        Assert.Empty(await family.MainAsync<MailChange>());
        Assert.Contains("moins de 5 minutes", (await browser.GetAsync("/mon-compte/mail")).Plain(), StringComparison.Ordinal);
    }
}
