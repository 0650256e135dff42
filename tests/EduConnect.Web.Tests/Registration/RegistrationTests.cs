using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Registration;

/// <summary>Self-registration from "Je n'ai pas de compte" to the portal, over HTTP.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#45")]
    [Trait("Row", "#46")]
    [Trait("Row", "#47")]
    [Trait("Row", "#48")]
    [Trait("Row", "#49")]
    [Trait("Row", "#50")]
    public async Task From_the_sign_in_page_to_the_portal(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        var id = family.Claire.Account.Id;
        using var browser = family.Browser();
        var page = await browser.GetAsync("/connexion/responsable");
        Assert.Equal("/inscription", page.Document.QuerySelectorAll("a").Single(link => link.TextContent == "Je n’ai pas de compte").GetAttribute("href"));
        page = await RegistrationJourney.IdentityAsync(browser);
        Assert.Equal("/inscription/code", page.Address.AbsolutePath);
        Assert.Contains("06 •• •• •• 01", page.Text, StringComparison.Ordinal);
        Assert.Contains("Étape 2 sur 4", page.Text, StringComparison.Ordinal);
        var code = await RegistrationJourney.SentAsync(family);
        page = await RegistrationJourney.CodeAsync(browser, page, $"{code[..4]} {code[4..]}");
        Assert.Equal("/inscription/enfants", page.Address.AbsolutePath);
        Assert.Contains("Inès M.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("MOREL", page.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
        Assert.Equal("/inscription/mot-de-passe", page.Address.AbsolutePath);
        Assert.Contains("c.morel27", page.Text, StringComparison.Ordinal);
        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(id)).State);

        page = await RegistrationJourney.PasswordAsync(browser, page);
        Assert.Equal("/portail", page.Address.AbsolutePath);
        Assert.Contains("Malo MOREL", page.Text, StringComparison.Ordinal);
        var account = await family.ReadAsync(id);
        Assert.Equal((AccountState.Activated, ActivationMode.SelfRegistration, RegistrationJourney.Phone), (account.State, account.Mode, account.Mobile));
        Assert.NotNull(account.MobileConfirmedAt);
        Assert.All((await family.MainAsync<GuardianLink>()).Where(tie => family.Claire.Records.Any(record => record.Id == tie.GuardianRecordId)), tie => Assert.Equal(LinkStatement.Confirmed, tie.Statement));
        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(family.Paul.Account.Id)).State);
        Assert.Contains(await family.MainAsync<AuditEvent>(), audit => audit is { Code: "account.activated", Detail: "mode SelfRegistration" } && audit.AccountId == id);

        using var other = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(other, "responsable", "c.morel27", RegistrationJourney.Password)).Address.AbsolutePath);
        var end = await browser.GetAsync("/inscription/mot-de-passe");
        Assert.Equal("/inscription/fin", end.Address.AbsolutePath);
        Assert.Contains("Ce navigateur est déjà connecté à votre compte", end.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Connectez-vous", end.Text, StringComparison.Ordinal);
        Assert.Equal("/portail", end.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == "Continuer").GetAttribute("href"));
        await family.App.WithAsync(async services =>
        {
            var operational = services.GetRequiredService<OperationalDb>();
            return await operational.Set<Session>().ExecuteUpdateAsync(row => row.SetProperty(session => session.EndedAt, family.Clock.UtcNow), TestContext.Current.CancellationToken);
        });
        Assert.Contains("Connectez-vous avec votre identifiant", (await browser.GetAsync("/inscription/fin")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_is_where_the_service_asked_from_and_a_shared_computer_is_not_remembered()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await browser.GetAsync("/connexion/responsable?returnUrl=%2Faide");
        var link = page.Document.QuerySelectorAll("a").Single(one => one.TextContent == "Je n’ai pas de compte").GetAttribute("href")!;
        page = await RegistrationJourney.ToChildrenAsync(family, browser, query: link["/inscription".Length..]);
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
        page = await RegistrationJourney.PasswordAsync(browser, page, shared: true);
        Assert.Equal("/aide", page.Address.AbsolutePath);
        Assert.Equal("/aide", (await browser.GetAsync("/inscription/fin")).Document.QuerySelectorAll("main a").Single(end => end.TextContent.Trim() == "Continuer").GetAttribute("href"));
        Assert.True((await family.OperationalAsync<Session>()).Single().IsShared);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name == "dev");
    }

    [Fact]
    [Trait("Row", "#45"), Trait("Rule", "domain 6.5")]
    public async Task An_account_that_exists_already_leads_back_to_the_service_too()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser, query: "?returnUrl=%2Faide");
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
        var kept = await browser.SubmitAsync(page, new Dictionary<string, string>(), "#keep", "keep");
        Assert.Equal("/connexion/responsable?returnUrl=%2Faide&identifiant=c.morel27", kept.Address.PathAndQuery);

        family.Clock.Advance(TimeSpan.FromMinutes(2));
        using var second = family.Browser();
        page = await RegistrationJourney.ToChildrenAsync(family, second, query: "?returnUrl=%2Faide");
        page = await RegistrationJourney.PasswordAsync(second, await RegistrationJourney.ChildrenAsync(second, page, [Family.InesBirth, Family.MaloBirth]));
        Assert.Equal("/inscription/fin", page.Address.AbsolutePath);
        Assert.Equal("/connexion/responsable?returnUrl=%2Faide", page.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == "Me connecter").GetAttribute("href"));

        await family.SettleAsync(family.Claire.Account.Id);
        Assert.Equal("/aide", (await browser.SubmitAsync(kept, new Dictionary<string, string> { ["Input.Password"] = RegistrationJourney.Password })).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#45"), Trait("Rule", "domain 6.5")]
    public async Task Pages_beside_the_registration_lead_back_to_the_service_and_nowhere_else()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var first = await browser.GetAsync("/inscription?returnUrl=%2Faide");
        Assert.NotNull(first.Document.QuerySelector("a[href='/inscription/sans-portable?returnUrl=%2Faide']"));
        foreach (var path in (string[])["sans-portable", "expiree", "autre-identite"])
        {
            Assert.NotNull((await browser.GetAsync($"/inscription/{path}?returnUrl=%2Faide")).Document.QuerySelector("main a[href='/connexion/responsable?returnUrl=%2Faide']"));
            Assert.NotNull((await browser.GetAsync($"/inscription/{path}?returnUrl=https%3A%2F%2Fmechant.example")).Document.QuerySelector("main a[href='/connexion/responsable']"));
        }

        var now = family.Clock.UtcNow;
        family.App.Services.GetRequiredService<Core.Platform.ReadOnlyMode>().Plan(now, now.AddHours(1));
        Assert.NotNull((await browser.GetAsync("/inscription?returnUrl=%2Faide")).Document.QuerySelector("main a[href='/connexion/responsable?returnUrl=%2Faide']"));
    }

    [Fact]
    [Trait("Row", "#51")]
    public async Task Two_guardians_with_one_number_are_told_apart_by_their_names()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser, "VASSEUR", "paul");
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth]);
        await RegistrationJourney.PasswordAsync(browser, page);
        Assert.Equal(AccountState.Activated, (await family.ReadAsync(family.Paul.Account.Id)).State);
        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(family.Claire.Account.Id)).State);
    }

    [Theory]
    [InlineData("N'GUYEN-D'Arc", "Zoé-Marie", "n’guyen d’arc", "zoe marie")]
    [InlineData("LE GOFF", "Ö", "legoff", "o")]
    [InlineData("X", "Y", "x", "y")]
    [InlineData("ŒUVRARD-ÇELIK", "Maëlys", "oeuvrard celik", "MAELYS")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZAB", "Éléonore", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzab", "Eleonore")]
    public async Task Names_match_whatever_the_case_accents_hyphens_and_apostrophes(string lastName, string firstName, string typedLast, string typedFirst)
    {
        await using var family = await Family.StartAsync();
        await using (var main = family.App.Main())
        {
            var data = new TestData(main);
            data.Guardian(data.Pupil(data.School()), lastName, firstName, mobile: "+33639980077");
            await data.SaveAsync();
        }

        using var browser = family.Browser();
        await RegistrationJourney.IdentityAsync(browser, typedLast, typedFirst, "0639980077");
        Assert.Equal(1, await RegistrationJourney.SmsAsync(family));
    }

    [Fact]
    public async Task The_usage_name_is_as_good_as_the_birth_name_and_overseas_numbers_are_typed_as_usual()
    {
        await using var family = await Family.StartAsync();
        await using (var main = family.App.Main())
        {
            var data = new TestData(main);
            var guardian = data.Guardian(data.Pupil(data.School()), "HOARAU", "Lucie", mobile: "+262692123456");
            guardian.Records[0].UsualName = "PAYET";
            await data.SaveAsync();
        }

        using var birth = family.Browser();
        await RegistrationJourney.IdentityAsync(birth, "hoarau", "lucie", "0692 12 34 56");
        family.Clock.Advance(TimeSpan.FromMinutes(2));
        using var usage = family.Browser();
        await RegistrationJourney.IdentityAsync(usage, "Payet", "Lucie", "00 262 692 12 34 56");
        Assert.Equal(2, await RegistrationJourney.SmsAsync(family));
    }

    [Fact]
    [Trait("Row", "#51")]
    public async Task Seven_children_in_four_schools_with_twins_and_an_informed_account_end_in_one()
    {
        await using var family = await Family.StartAsync();
        var (accounts, births) = await SevenAsync(family);
        var provisional = await family.InformAsync(accounts[1].Account.Id);
        using var browser = family.Browser();
        var page = await RegistrationJourney.IdentityAsync(browser, "Traoré", "Awa", "06 39 98 00 55");
        page = await RegistrationJourney.CodeAsync(browser, page, await RegistrationJourney.SentAsync(family, "+33639980055"));
        Assert.Equal(7, page.Document.QuerySelectorAll("input[type=hidden][name$=PupilId]").Length);
        var order = page.Document.QuerySelectorAll("input[type=hidden][name$=PupilId]").Select(input => births[Guid.Parse(input.GetAttribute("value")!)]).Cast<DateOnly?>().ToList();
        page = await RegistrationJourney.ChildrenAsync(browser, page, order);
        Assert.Contains(accounts[1].Account.Username, page.Text, StringComparison.Ordinal);
        page = await RegistrationJourney.PasswordAsync(browser, page);
        Assert.Equal("/portail", page.Address.AbsolutePath);

        var records = await family.MainAsync<GuardianRecord>();
        Assert.All(accounts.SelectMany(one => one.Records), made => Assert.Equal(accounts[1].Account.Id, records.Single(record => record.Id == made.Id).AccountId));
        Assert.Equal(3, (await family.MainAsync<AuditEvent>()).Count(audit => audit.Code == "account.joined"));
        Assert.Equal(3, (await family.MainAsync<RetiredUsername>()).Count);
        Assert.Equal(7, (await family.MainAsync<GuardianLink>()).Count(tie => tie.Statement == LinkStatement.Confirmed));
        using var late = family.Browser();
        var refused = await Family.SignInAsync(late, "responsable", accounts[1].Account.Username, provisional);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    [Fact]
    public async Task An_activated_account_shows_its_username_and_may_keep_or_change_its_password()
    {
        await using var family = await Family.StartAsync();
        var id = family.Claire.Account.Id;
        await family.ActivateAsync(id);
        await family.ChangeAsync(id, account => (account.Mail, account.MailConfirmedAt) = ("claire@exemple.fr", family.Clock.UtcNow));
        await family.ChangedMailAsync(id);
        using var signedIn = family.Browser();
        await Family.SignInAsync(signedIn, "responsable", "c.morel27", Family.GoodPassword);

        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser);
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
        Assert.Contains("Vous avez déjà un compte activé", page.Text, StringComparison.Ordinal);
        var kept = await browser.SubmitAsync(page, new Dictionary<string, string>(), "#keep", "keep");
        Assert.Equal("/connexion/responsable", kept.Address.AbsolutePath);
        Assert.Contains("value=\"c.morel27\"", kept.Body, StringComparison.Ordinal);
        Assert.Equal("/portail", (await signedIn.GetAsync("/portail")).Address.AbsolutePath);

        family.Clock.Advance(TimeSpan.FromMinutes(2));
        using var second = family.Browser();
        page = await RegistrationJourney.ToChildrenAsync(family, second);
        page = await RegistrationJourney.ChildrenAsync(second, page, [Family.InesBirth, Family.MaloBirth]);
        page = await RegistrationJourney.PasswordAsync(second, page);
        Assert.Equal("/inscription/fin", page.Address.AbsolutePath);
        Assert.NotEqual("/portail", (await signedIn.GetAsync("/portail")).Address.AbsolutePath);
        Assert.NotEqual("/portail", (await second.GetAsync("/portail")).Address.AbsolutePath);
        Assert.Equal([AccountSteps.FormerMail, "claire@exemple.fr"], await family.RecipientsAsync("password-changed"));
        var account = await family.ReadAsync(id);
        Assert.Equal((AccountState.Activated, ActivationMode.School), (account.State, account.Mode));

        // The sources know another address than the account: the intermediate page asks which one to keep (row #84).
        Assert.Equal("/actions", (await Family.SignInAsync(second, "responsable", "c.morel27", RegistrationJourney.Password)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#72")]
    [Trait("Row", "#74")]
    public async Task A_reported_child_is_confirmed_once_more_and_does_not_block_the_others()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser);
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, null]);
        Assert.Equal("/inscription/signalement", page.Address.AbsolutePath);
        Assert.Equal("/inscription/signalement", (await browser.GetAsync("/inscription/mot-de-passe")).Address.AbsolutePath);
        page = await browser.SubmitAsync(page, new Dictionary<string, string>());
        Assert.Equal("/inscription/mot-de-passe", page.Address.AbsolutePath);
        page = await RegistrationJourney.PasswordAsync(browser, page);
        Assert.Contains("Inès MOREL", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Malo MOREL", page.Text, StringComparison.Ordinal);
        Assert.Single(await family.MainAsync<OutboxMessage>(), mail => mail.Template == "tie-reported");
    }

    [Fact]
    public async Task A_compromised_account_gets_a_new_password_and_cannot_keep_the_old_one()
    {
        await using var family = await Family.StartAsync();
        var id = family.Claire.Account.Id;
        await family.ActivateAsync(id);
        await family.ChangeAsync(id, account => account.Compromise());
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser);
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
        Assert.Null(page.Document.QuerySelector("#keep"));
        await RegistrationJourney.PasswordAsync(browser, page);
        Assert.False((await family.ReadAsync(id)).IsCompromised);
    }

    private static async Task<(List<TestGuardian> Accounts, Dictionary<Guid, DateOnly> Births)> SevenAsync(Family family)
    {
        await using var main = family.App.Main();
        var data = new TestData(main);
        var births = new Dictionary<Guid, DateOnly>();
        var accounts = new List<TestGuardian>();
        int[] children = [2, 2, 2, 1];
        for (var s = 0; s < children.Length; s++)
        {
            var school = data.School(degree: s % 2 == 0 ? Core.Schools.Degree.Second : Core.Schools.Degree.First, academie: s < 2 ? "13" : "06");
            var pupils = Enumerable.Range(0, children[s]).Select(i => data.Pupil(school, null, "TRAORÉ", $"Enfant{s}", new DateOnly(2010 + s, 5, 4 + (s == 0 ? 0 : i)))).ToList();
            pupils.ForEach(pupil => births[pupil.Pupil.Id] = pupil.Pupil.BirthDate!.Value);
            accounts.Add(data.Guardian(pupils[0], "TRAORE", "Awa", $"a.traore{s}{Guid.NewGuid().ToString("N")[..4]}", mobile: "+33639980055", others: [.. pupils.Skip(1)]));
        }

        await data.SaveAsync();
        return (accounts, births);
    }
}
