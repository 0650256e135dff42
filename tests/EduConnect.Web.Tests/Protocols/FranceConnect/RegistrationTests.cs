using EduConnect.Core.Accounts;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Registration;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>An identity nobody attached yet: mobile number, code, birth dates; then FranceConnect alone opens the account (rows #37 to #43).</summary>
public sealed class RegistrationTests
{
    private static readonly DateOnly?[] Dates = [Family.InesBirth, Family.MaloBirth];

    [Fact]
    [Trait("Row", "#39")]
    [Trait("Row", "#40")]
    [Trait("Row", "#41")]
    [Trait("Row", "#42")]
    public async Task The_whole_journey_activates_without_password_and_the_next_sign_in_needs_FranceConnect_alone()
    {
        await using var visit = await Visit.StartAsync();
        using var browser = visit.Browser();
        var done = await RegisterAsync(visit, browser, await ArriveAsync(visit, browser, "?returnUrl=%2Fportail%3Fx%3D1"));
        Assert.Equal("/portail?x=1", done.Address.PathAndQuery);
        Assert.Contains("Bonjour Claire MOREL", done.Text, StringComparison.Ordinal);

        var account = await visit.Family.ReadAsync(visit.Claire);
        Assert.Equal((AccountState.Activated, ActivationMode.FranceConnect, false), (account.State, account.Mode, account.HasChosenPassword));
        Assert.Equal((visit.Claire, visit.Fake.Subject, FakeFranceConnect.Issuer), ((await visit.Family.MainAsync<FranceConnectIdentity>()).Select(one => (one.AccountId, one.Subject, one.Environment)).Single()));
        Assert.Equal("fc", Assert.Single(await visit.Family.OperationalAsync<Session>()).Methods);

        using var later = visit.Browser();
        Assert.Equal("/portail", (await visit.GoAsync(later)).Response.Headers.Location?.ToString());
    }

    [Fact]
    [Trait("Rule", "S-FC2")]
    public async Task Signing_out_right_after_the_activation_signs_out_there_too()
    {
        await using var visit = await Visit.StartAsync();
        using var browser = visit.Browser();
        await RegisterAsync(visit, browser, await ArriveAsync(visit, browser));
        browser.FollowRedirects = false;
        var left = await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), new Dictionary<string, string>());
        var address = left.Response.Headers.Location!;
        Assert.StartsWith(FakeFranceConnect.Issuer + "/session/end?", address.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, FakeFranceConnect.Read(address)["id_token_hint"].Split('.').Length);
        Assert.All(await visit.Family.OperationalAsync<Session>(), session => Assert.NotNull(session.EndedAt));
    }

    [Fact]
    [Trait("Row", "#43")]
    public async Task An_account_that_exists_is_attached_and_keeps_its_password()
    {
        await using var visit = await Visit.StartAsync();
        await visit.Family.ActivateAsync(visit.Claire);
        using var browser = visit.Browser();
        Assert.Equal("/portail", (await RegisterAsync(visit, browser, await ArriveAsync(visit, browser))).Address.AbsolutePath);
        var account = await visit.Family.ReadAsync(visit.Claire);
        Assert.Equal((ActivationMode.School, true), (account.Mode, account.HasChosenPassword));
        Assert.Equal(visit.Claire, Assert.Single(await visit.Family.MainAsync<FranceConnectIdentity>()).AccountId);
        using var other = visit.Family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(other, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-FC2")]
    public async Task With_other_names_the_number_leads_to_nobody()
    {
        await using var visit = await Visit.StartAsync();
        visit.Fake.UserInfo["family_name"] = "MARTIN";
        using var browser = visit.Browser();
        var phone = await ArriveAsync(visit, browser);
        var code = await browser.SubmitAsync(phone, new Dictionary<string, string> { ["Input.Phone"] = RegistrationJourney.TypedPhone });
        Assert.Equal("/inscription/code", code.Address.AbsolutePath);
        Assert.Equal(0, await RegistrationJourney.SmsAsync(visit.Family));
        Assert.Empty(await visit.Family.MainAsync<FranceConnectIdentity>());
    }

    [Fact]
    public async Task The_button_stands_on_the_page_of_those_without_account_too()
    {
        await using var visit = await Visit.StartAsync();
        using var browser = visit.Browser();
        var page = await browser.GetAsync("/inscription?returnUrl=%2Fportail%3Fx%3D1");
        Assert.Equal("/franceconnect?returnUrl=%2Fportail%3Fx%3D1", page.Form(Visit.Button).GetAttribute("action"));
    }

    // There and back without following, since FranceConnect has no address here; from then on like a browser.
    private static async Task<Page> ArriveAsync(Visit visit, PageClient browser, string query = "")
    {
        var back = await visit.GoAsync(browser, query);
        browser.FollowRedirects = true;
        return await browser.GetAsync(back.Response.Headers.Location!.ToString());
    }

    private static async Task<Page> RegisterAsync(Visit visit, PageClient browser, Page phone)
    {
        Assert.Equal("/inscription/telephone", phone.Address.AbsolutePath);
        var code = await browser.SubmitAsync(phone, new Dictionary<string, string> { ["Input.Phone"] = RegistrationJourney.TypedPhone });
        var children = await RegistrationJourney.CodeAsync(browser, code, await RegistrationJourney.SentAsync(visit.Family));
        return await RegistrationJourney.ChildrenAsync(browser, children, Dates);
    }
}
