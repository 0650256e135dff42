using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Registration;

/// <summary>A number that only a source gives changes no password of an account whose holder confirmed another one (ADR 0033).</summary>
public sealed class ConfirmedMobileTests
{
    private const string Other = "+33639980099";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-RC5"), Trait("Rule", "domain 5.3")]
    public async Task Another_confirmed_mobile_leaves_the_username_and_leads_to_the_forgotten_password(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        var id = await ActivatedAsync(family, Other, family.Clock.UtcNow);
        using var signedIn = family.Browser();
        await Family.SignInAsync(signedIn, "responsable", "c.morel27", Family.GoodPassword);
        using var browser = family.Browser();
        var page = await ToPasswordAsync(family, browser, "?returnUrl=%2Faide");
        Assert.Contains("c.morel27", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#password"));
        Assert.DoesNotContain("98 00 99", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("main a[href='/mot-de-passe-oublie?profil=responsable&returnUrl=%2Faide']"));

        // The fields are not on the page: somebody writes them themselves.
        var fields = page.Form("#keep").QuerySelectorAll("input[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!);
        (fields["Input.Password"], fields["Input.Again"]) = (RegistrationJourney.Password, RegistrationJourney.Password);
        var forced = await browser.PostAsync("/inscription/mot-de-passe", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.Status);
        var kept = await browser.SubmitAsync(forced, new Dictionary<string, string>(), "#keep", "keep");
        Assert.Equal("/connexion/responsable?returnUrl=%2Faide&identifiant=c.morel27", kept.Address.PathAndQuery);
        Assert.Equal("/portail", (await signedIn.GetAsync("/portail")).Address.AbsolutePath);
        Assert.Equal((AccountState.Activated, Other), ((await family.ReadAsync(id)).State, (await family.ReadAsync(id)).Mobile));
        Assert.Empty(await family.RecipientsAsync("password-changed"));
        using var again = family.Browser();
        Assert.NotEqual("/connexion/responsable", (await Family.SignInAsync(again, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    /// <summary>Without a password to keep there is none to choose either.</summary>
    [Fact]
    [Trait("Rule", "S-RC5")]
    public async Task An_account_without_a_password_does_not_get_one_from_another_number()
    {
        await using var family = await Family.StartAsync();
        var id = await ActivatedAsync(family, Other, family.Clock.UtcNow);
        await family.ChangeAsync(id, account => account.PasswordHash = null);
        using var browser = family.Browser();
        var page = await ToPasswordAsync(family, browser);
        Assert.Null(page.Document.QuerySelector("#password"));
        Assert.Equal("/connexion/responsable", (await browser.SubmitAsync(page, new Dictionary<string, string>(), "#keep", "keep")).Address.AbsolutePath);
        Assert.Null((await family.ReadAsync(id)).PasswordHash);
    }

    [Theory]
    [InlineData(RegistrationJourney.Phone, true)]
    [InlineData(Other, false)]
    [Trait("Rule", "domain 5.3")]
    public async Task The_same_number_or_an_unconfirmed_one_lets_a_password_be_chosen(string mobile, bool isConfirmed)
    {
        await using var family = await Family.StartAsync();
        await ActivatedAsync(family, mobile, isConfirmed ? family.Clock.UtcNow : null);
        using var browser = family.Browser();
        var page = await RegistrationJourney.PasswordAsync(browser, await ToPasswordAsync(family, browser));
        Assert.Equal("/inscription/fin", page.Address.AbsolutePath);
    }

    private static async Task<Guid> ActivatedAsync(Family family, string mobile, DateTime? confirmedAt)
    {
        var id = family.Claire.Account.Id;
        await family.ActivateAsync(id);
        await family.ChangeAsync(id, account => (account.Mobile, account.MobileConfirmedAt) = (mobile, confirmedAt));
        return id;
    }

    private static async Task<Testing.Web.Page> ToPasswordAsync(Family family, Testing.Web.PageClient browser, string query = "")
    {
        var page = await RegistrationJourney.ToChildrenAsync(family, browser, query: query);
        return await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
    }
}
