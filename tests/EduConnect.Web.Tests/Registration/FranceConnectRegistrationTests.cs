using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Registration;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Registration;

/// <summary>The journey after FranceConnect: number, code, birth dates, no password.</summary>
public sealed class FranceConnectRegistrationTests
{
    private static readonly FranceConnectPerson Claire = new("sub-claire", "MOREL", null, ["Claire", "Anne"], new DateOnly(1984, 2, 3), "claire@exemple.fr");

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#39")]
    [Trait("Row", "#40")]
    [Trait("Row", "#41")]
    [Trait("Row", "#42")]
    public async Task Number_code_and_birth_dates_activate_without_a_password(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = family.Browser();
        var page = await ToChildrenAsync(family, browser, Claire, "/aide");
        Assert.Contains("Étape 3 sur 3", page.Text, StringComparison.Ordinal);
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
        Assert.Equal("/aide", page.Address.AbsolutePath);
        Assert.Equal("/portail", (await browser.GetAsync("/portail")).Address.AbsolutePath);
        var account = await family.ReadAsync(family.Claire.Account.Id);
        Assert.Equal((AccountState.Activated, ActivationMode.FranceConnect, null, RegistrationJourney.Phone), (account.State, account.Mode, account.PasswordHash, account.Mobile));
        var identity = Assert.Single(await family.MainAsync<FranceConnectIdentity>());
        Assert.Equal(("sub-claire", account.Id), (identity.Subject, identity.AccountId));
        Assert.Equal("fc", (await family.OperationalAsync<Session>()).Single().Methods);
    }

    [Fact]
    [Trait("Row", "#43")]
    public async Task An_activated_account_is_attached_and_keeps_its_password()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        await family.ChangeAsync(family.Claire.Account.Id, account => (account.Mail, account.MailConfirmedAt) = ("claire@exemple.fr", family.Clock.UtcNow));
        using var browser = family.Browser();
        var page = await ToChildrenAsync(family, browser, Claire);
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, null]);
        page = await browser.SubmitAsync(page, new Dictionary<string, string>());
        Assert.Equal("/portail", page.Address.AbsolutePath);
        Assert.Equal(family.Claire.Account.Id, Assert.Single(await family.MainAsync<FranceConnectIdentity>()).AccountId);
        Assert.Equal(ActivationMode.School, (await family.ReadAsync(family.Claire.Account.Id)).Mode);
        Assert.Single(await family.MainAsync<OutboxMessage>(), message => message is { Template: "franceconnect-attached", Recipient: "claire@exemple.fr" });
        using var other = family.Browser();
        // The tie reported is proposed again (row #80).
        Assert.Equal("/actions", (await Family.SignInAsync(other, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#43")]
    public async Task The_same_identity_twice_in_two_browsers_is_let_in_twice()
    {
        await using var family = await Family.StartAsync();
        using var first = family.Browser();
        var page = await ToChildrenAsync(family, first, Claire);
        family.Clock.Advance(TimeSpan.FromMinutes(2));
        using var second = family.Browser();
        var again = await ToChildrenAsync(family, second, Claire);
        foreach (var (browser, shown) in new[] { (first, page), (second, again) })
        {
            var done = await RegistrationJourney.ChildrenAsync(browser, shown, [Family.InesBirth, Family.MaloBirth]);
            Assert.Equal((HttpStatusCode.OK, "/portail"), (done.Status, done.Address.AbsolutePath));
        }

        Assert.Single(await family.MainAsync<FranceConnectIdentity>());
    }

    [Fact]
    [Trait("Rule", "S-FC2")]
    public async Task An_account_attached_to_another_identity_stays_with_it()
    {
        await using var family = await Family.StartAsync();
        using var first = family.Browser();
        await RegistrationJourney.ChildrenAsync(first, await ToChildrenAsync(family, first, Claire), [Family.InesBirth, Family.MaloBirth]);
        family.Clock.Advance(TimeSpan.FromMinutes(2));
        using var second = family.Browser();
        var page = await ToChildrenAsync(family, second, Claire with { Subject = "sub-autre" });
        page = await RegistrationJourney.ChildrenAsync(second, page, [Family.InesBirth, Family.MaloBirth]);
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("sub-claire", Assert.Single(await family.MainAsync<FranceConnectIdentity>()).Subject);
    }

    [Fact]
    public async Task Somebody_with_other_names_gets_the_same_page_and_no_message()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await BeginAsync(family, browser, Claire with { FamilyName = "MORET" });
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Phone"] = RegistrationJourney.TypedPhone });
        Assert.Equal("/inscription/code", page.Address.AbsolutePath);
        Assert.Equal(0, await RegistrationJourney.SmsAsync(family));
        Assert.Equal("/inscription/code", (await browser.GetAsync("/inscription/mot-de-passe")).Address.AbsolutePath);
    }

    private static async Task<Page> BeginAsync(Family family, PageClient browser, FranceConnectPerson person, string? returnPath = null)
    {
        var handle = await family.App.WithAsync(services => services.GetRequiredService<Registrations>().BeginAsync(person, false, returnPath, TestContext.Current.CancellationToken));
        browser.Cookies.Add(new Uri("http://localhost"), new Cookie("inscription", handle));
        var page = await browser.GetAsync("/inscription/suite");
        Assert.Equal("/inscription/telephone", page.Address.AbsolutePath);
        return page;
    }

    private static async Task<Page> ToChildrenAsync(Family family, PageClient browser, FranceConnectPerson person, string? returnPath = null)
    {
        var page = await BeginAsync(family, browser, person, returnPath);
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Phone"] = RegistrationJourney.TypedPhone });
        return await RegistrationJourney.CodeAsync(browser, page, await RegistrationJourney.SentAsync(family));
    }
}
