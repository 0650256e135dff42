using System.Net;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Protocols.FranceConnect;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>Tabs, password, sessions and activity (rows #88 to #93; S-SE5).</summary>
public sealed class MyAccountPagesTests
{
    private static readonly string[] Pages =
    [
        "/mon-compte", "/mon-compte/mail", "/mon-compte/mail/envoye", "/mon-compte/mail/confirmer/abcdefghijklmnopqrstuvwxyz", "/mon-compte/mot-de-passe", "/mon-compte/sessions",
        "/mon-compte/activite", "/mon-compte/services", "/mon-compte/enfants", "/mon-compte/enfants/ajouter", "/mon-compte/enfants/ajouter/confirmer", "/mon-compte/portable", "/mon-compte/portable/code", "/actions", "/actions/signalement",
    ];

    [Fact]
    public async Task Every_page_asks_for_a_session_and_pupils_have_no_pages_of_guardians()
    {
        await using var family = await Family.StartAsync();
        using var nobody = family.Browser();
        foreach (var path in Pages)
        {
            Assert.StartsWith("/connexion", (await nobody.GetAsync(path)).Address.AbsolutePath, StringComparison.Ordinal);
        }

        await family.ActivateAsync(family.Ines.Account!.Id);
        using var pupil = await family.EnterAsync("i.morel", profile: "eleve");
        foreach (var path in Pages.Where(path => path.Contains("enfants", StringComparison.Ordinal) || path.Contains("portable", StringComparison.Ordinal) || path.Contains("actions", StringComparison.Ordinal)))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await pupil.GetAsync(path)).Status);
        }
    }

    [Fact]
    [Trait("Row", "#88"), Trait("Row", "#90")]
    public async Task A_guardian_sees_both_tabs_and_every_row()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var page = await browser.GetAsync("/mon-compte");
        foreach (var words in (string[])["Mes informations", "Mes enfants", "c.morel27", "Modifier mon mot de passe", AccountSteps.OldMail, "Modifier mon adresse mail", "Téléphone portable", "Modifier mon numéro de portable"])
        {
            Assert.Contains(words, page.Plain(), StringComparison.Ordinal);
        }

        Assert.Equal("/mon-compte", (await browser.GetAsync("/portail")).Document.QuerySelector("header a[href='/mon-compte']")?.GetAttribute("href"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Row", "#90")]
    public async Task Every_link_of_the_page_leads_somewhere_whether_or_not_FranceConnect_is_set_up(bool isSetUp)
    {
        await using var family = await Family.StartAsync(settings: isSetUp ? FakeFranceConnect.Settings : []);
        using var browser = await family.ClaireAsync();
        var links = (await browser.GetAsync("/mon-compte")).Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")!).Where(href => href[0] == '/').Distinct().ToList();
        Assert.Equal(isSetUp, links.Contains("/mon-compte/franceconnect"));
        foreach (var link in links)
        {
            Assert.Equal((link, HttpStatusCode.OK), (link, (await browser.GetAsync(link)).Status));
        }
    }

    [Theory]
    [InlineData("responsable", "sms mail")]
    [InlineData("eleve", "mail")]
    [Trait("Row", "#106"), Trait("Row", "#111"), Trait("Rule", "domain 8.3")]
    public async Task The_forgotten_password_of_the_signed_in_leads_to_the_help_of_their_own_profile(string profile, string ways)
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Ines.Account!.Id);
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = await family.EnterAsync(profile == "eleve" ? "i.morel" : "c.morel27", profile: profile);
        var link = (await browser.GetAsync("/mon-compte/mot-de-passe")).Document.QuerySelector("a[href^='/mot-de-passe-oublie']")!.GetAttribute("href")!;
        Assert.Equal("/mot-de-passe-oublie?profil=" + profile, link);
        var way = await browser.SubmitAsync(await browser.GetAsync(link), new Dictionary<string, string> { ["Username"] = "c.morel27" });
        Assert.Equal(ways, string.Join(' ', way.Document.QuerySelectorAll("button[name=way]").Select(button => button.GetAttribute("value"))));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#93"), Trait("Rule", "S-PW6"), Trait("Rule", "S-RC4")]
    public async Task A_new_password_ends_the_other_sessions_and_is_told_by_mail_and_SMS(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = await family.ClaireAsync();
        await family.ChangeAsync(family.Claire.Account.Id, row => (row.Mobile, row.MobileConfirmedAt) = ("+33639980042", family.Clock.UtcNow));
        using var other = await family.EnterAsync("c.morel27");
        var done = await family.ChangePasswordAsync(browser);
        Assert.Contains("Votre mot de passe est modifié", done.Plain(), StringComparison.Ordinal);
        Assert.StartsWith("/connexion", (await other.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("/mon-compte", (await browser.GetAsync("/mon-compte")).Address.AbsolutePath);
        Assert.Equal(["+33639980042", AccountSteps.OldMail], (await family.MainAsync<OutboxMessage>()).Where(message => message.Template == "password-changed").Select(message => message.Recipient).Order(StringComparer.Ordinal));
        Assert.Contains(await family.MainAsync<AuditEvent>(), one => one.Code == "account.password-changed" && one.AccountId == family.Claire.Account.Id);
        using var again = await family.EnterAsync("c.morel27", PasswordSteps.New);
        Assert.Equal("/portail", (await again.GetAsync("/portail")).Address.AbsolutePath);
    }

    [Theory]
    [InlineData("pas le bon", PasswordSteps.New, PasswordSteps.New)]
    [InlineData("", PasswordSteps.New, PasswordSteps.New)]
    [InlineData(Family.GoodPassword, "court", "court")]
    [InlineData(Family.GoodPassword, "claire morel 2014", "claire morel 2014")]
    [InlineData(Family.GoodPassword, PasswordSteps.New, "autre chose encore")]
    public async Task A_refused_password_changes_nothing(string current, string wanted, string again)
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var before = (await family.ReadAsync(family.Claire.Account.Id)).PasswordHash;
        var page = await family.ChangePasswordAsync(browser, current, wanted, again);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(before, (await family.ReadAsync(family.Claire.Account.Id)).PasswordHash);
        Assert.Equal([null, null, null], page.Document.QuerySelectorAll("input[type=password]").Select(field => field.GetAttribute("value")));
    }

    [Fact]
    [Trait("Rule", "S-SE5")]
    public async Task Sessions_are_named_and_ended_one_by_one_or_all_at_once()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        using var phone = family.Browser();
        phone.Headers["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        await Family.SignInAsync(phone, "responsable", "c.morel27", Family.GoodPassword);
        using var third = await family.EnterAsync("c.morel27");
        var page = await browser.GetAsync("/mon-compte/sessions");
        Assert.Contains("Safari sur iPhone", page.Plain(), StringComparison.Ordinal);
        Assert.Contains("C’est la connexion que vous utilisez", page.Plain(), StringComparison.Ordinal);

        var ofPhone = (await family.OperationalAsync<Session>()).Single(session => session.Browser == "Safari|iPhone");
        var closed = await AccountSteps.PressAsync(browser, page, $"button[value='{ofPhone.Id}']", ofPhone.Id.ToString());
        Assert.Contains("fermees=1", closed.Address.Query, StringComparison.Ordinal);
        Assert.StartsWith("/connexion", (await phone.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("/portail", (await third.GetAsync("/portail")).Address.AbsolutePath);

        await AccountSteps.PressAsync(browser, await browser.GetAsync("/mon-compte/sessions"), "#autres", "which");
        Assert.StartsWith("/connexion", (await third.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("/mon-compte", (await browser.GetAsync("/mon-compte")).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-SE5"), Trait("Rule", "S-MT4"), Trait("Row", "#249")]
    public async Task Sessions_are_ended_and_guessing_is_slowed_down_during_maintenance_too()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        using var other = await family.EnterAsync("c.morel27");
        var page = await browser.GetAsync("/mon-compte/sessions");
        family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(family.Clock.UtcNow, family.Clock.UtcNow.AddHours(2));
        var closed = await AccountSteps.PressAsync(browser, page, "#autres", "which");
        Assert.Equal((HttpStatusCode.OK, "?fermees=1"), (closed.Status, closed.Address.Query));
        Assert.StartsWith("/connexion", (await other.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), AccountSteps.None);
        Assert.StartsWith("/connexion", (await browser.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        using var stranger = family.Browser();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(stranger, "responsable", "p.vasseur", "faux " + i)).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Family.SignInAsync(stranger, "responsable", "p.vasseur", "faux")).Status);
    }

    [Fact]
    [Trait("Rule", "S-SE5")]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await family.ActivateAsync(family.Paul.Account.Id);
        using var paul = await family.EnterAsync("p.vasseur");
        using var paulElsewhere = await family.EnterAsync("p.vasseur");
        var foreign = (await family.OperationalAsync<Session>()).First(session => session.HolderId == family.Paul.Account.Id);
        var page = await browser.GetAsync("/portail");
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var closed = await browser.PostAsync("/mon-compte/sessions", [new("which", foreign.Id.ToString()), new("__RequestVerificationToken", token)]);
        Assert.Contains("fermees=0", closed.Address.Query, StringComparison.Ordinal);
        Assert.Equal("/portail", (await paul.GetAsync("/portail")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/mon-compte/sessions", [new("which", "")])).Status);
    }

    [Fact]
    public async Task Activity_shows_sign_ins_and_changes_once_whether_or_not_the_journal_was_carried()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        using var other = family.Browser();
        await Family.SignInAsync(other, "responsable", "c.morel27", "pas le bon mot de passe");
        await family.ChangePasswordAsync(browser);
        for (var turn = 0; turn < 2; turn++)
        {
            var page = await browser.GetAsync("/mon-compte/activite");
            var rows = page.Document.QuerySelectorAll("main dd").Select(row => row.TextContent.Trim().Replace('\u00a0', ' ')).ToList();
            Assert.Single(rows, "Mot de passe modifié");
            Assert.Single(rows, "Connexion réussie");
            Assert.Single(rows, "Connexion refusée : mot de passe incorrect");
            await family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(TestContext.Current.CancellationToken));
        }
    }
}

/// <summary>Short way through the page of the password.</summary>
internal static class PasswordSteps
{
    public const string New = "trois hiboux en laine";

    public static async Task<Page> ChangePasswordAsync(this Family family, PageClient browser, string current = Family.GoodPassword, string wanted = New, string? again = null)
    {
        Assert.NotNull(family);
        var page = await browser.GetAsync("/mon-compte/mot-de-passe");
        return await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Current"] = current, ["Input.Password"] = wanted, ["Input.Again"] = again ?? wanted });
    }
}
