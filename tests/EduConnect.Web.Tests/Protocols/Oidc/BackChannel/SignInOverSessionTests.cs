using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc.BackChannel;

/// <summary>Signing in over an open session (S-SE1, ASVS 7.2.4): nothing of the old one is left behind, neither for its holder nor for its services.</summary>
[Collection(BackChannelCollection.Name)]
[Trait("Rule", "S-SE1")]
[Trait("Spec", "6.6")]
public sealed class SignInOverSessionTests(BackChannelFixture fixture) : BackChannelSuite(fixture)
{
    [Fact]
    public async Task The_same_person_goes_on_in_one_session_and_every_service_is_told_at_sign_out()
    {
        var (first, second) = (await ListenerAsync(), await ListenerAsync());
        var account = await KnownAsync("MOREL");
        using var browser = Browser();
        await EnterAsync(browser, account, "/portail");
        var sid = Token((await TokensAsync(browser, first))["id_token"]!).GetClaim("sid").Value;
        Clock.Advance(TimeSpan.FromSeconds(5));
        var asked = (await AuthorizeAsync(browser, second, ("prompt", "login"))).Response.Headers.Location!.ToString();
        var back = await EnterAsync(browser, account, Parse(asked[asked.IndexOf('?', StringComparison.Ordinal)..])["returnUrl"]!);
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(second, Answer(await browser.GetAsync(back))["code"]!)).Status);
        Clock.Advance(TimeSpan.FromMinutes(40));
        await EnterAsync(browser, account, "/portail");
        Assert.Equal(sid, Token((await TokensAsync(browser, first))["id_token"]!).GetClaim("sid").Value);
        Assert.Null(Assert.Single(await SessionsOfAsync(account)).EndedAt);

        await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), new Dictionary<string, string>());
        Assert.Equal(sid, Token(Assert.Single(await ToldAsync(first))).GetClaim("sid").Value);
        Assert.Single(Received(second));
    }

    [Fact]
    public async Task Another_person_ends_the_session_that_was_open_and_its_services_are_told()
    {
        var told = await ListenerAsync();
        var (account, other) = (await KnownAsync("MOREL"), await KnownAsync("VASSEUR"));
        using var browser = Browser();
        await EnterAsync(browser, account, "/portail");
        var tokens = await TokensAsync(browser, told, ("scope", "openid offline_access"));
        await EnterAsync(browser, other, "/portail");
        (await RefreshAsync(told, tokens["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
        Assert.Equal(Token(tokens["id_token"]!).GetClaim("sid").Value, Token(Assert.Single(await ToldAsync(told))).GetClaim("sid").Value);
        Assert.NotNull(Assert.Single(await SessionsOfAsync(account)).EndedAt);
        Assert.Null(Assert.Single(await SessionsOfAsync(other)).EndedAt);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/portail")).Status);
    }

    [Fact]
    [Trait("Rule", "S-SE2")]
    public async Task A_session_past_its_twelve_hours_is_not_taken_up_again()
    {
        var told = await ListenerAsync();
        var account = await KnownAsync("MOREL");
        using var browser = Browser();
        await EnterAsync(browser, account, "/portail");
        await TokensAsync(browser, told);
        Clock.Advance(TimeSpan.FromHours(12));
        await EnterAsync(browser, account, "/portail");
        Assert.Equal(2, (await SessionsOfAsync(account)).Count);
        Assert.Empty(await ToldAsync(told));
    }

    private async Task<Account> KnownAsync(string lastName)
    {
        var account = (await PupilAsync(lastName)).Account!;
        var hash = await App.Services.GetRequiredService<PasswordHasher>().HashAsync(PasswordText.From(Family.GoodPassword), Cancellation);
        await using var main = App.Main();
        await main.Set<Account>().Where(one => one.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.PasswordHash, hash), Cancellation);
        return account;
    }

    private static async Task<string> EnterAsync(PageClient browser, Account account, string back)
    {
        var form = await browser.GetAsync("/connexion/eleve?returnUrl=" + Uri.EscapeDataString(back));
        var sent = await browser.SubmitAsync(form, new Dictionary<string, string> { ["Input.Username"] = account.Username, ["Input.Password"] = Family.GoodPassword });
        Assert.Equal(HttpStatusCode.Found, sent.Status);
        Assert.Equal(back, sent.Response.Headers.Location!.OriginalString);
        return back;
    }

    private async Task<List<Session>> SessionsOfAsync(Account account)
    {
        await using var store = App.Operational();
        return await store.Set<Session>().AsNoTracking().Where(session => session.HolderId == account.Id).ToListAsync(Cancellation);
    }
}
