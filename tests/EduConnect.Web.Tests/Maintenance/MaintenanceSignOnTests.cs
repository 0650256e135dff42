using System.Net;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform;
using EduConnect.Web.Tests.Protocols.Oidc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Maintenance;

/// <summary>Sign-in and single sign-on during maintenance, from the service's request to its tokens (row #247, S-MT1).</summary>
public sealed class MaintenanceSignOnTests(OidcFixture host) : OidcSuite(host), IClassFixture<OidcFixture>
{
    [Fact]
    [Trait("Rule", "S-MT1")]
    public async Task A_password_opens_a_service_and_its_tokens_go_on()
    {
        var service = await ServiceAsync();
        var pupil = await PupilAsync();
        var hash = await App.Services.GetRequiredService<PasswordHasher>().HashAsync(PasswordText.From("brouette verte à pois"), Cancellation);
        await using (var main = App.Main())
        {
            await main.Set<Core.Accounts.Account>().Where(account => account.Id == pupil.Account!.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.PasswordHash, hash), Cancellation);
        }

        var mode = App.Services.GetRequiredService<ReadOnlyMode>();
        mode.Plan(Clock.UtcNow, Clock.UtcNow.AddHours(2));
        try
        {
            using var browser = App.Browser();
            browser.Headers["Accept"] = "text/html";
            browser.FollowRedirects = false;
            var asked = await AuthorizeAsync(browser, service);
            var desk = await browser.GetAsync("/connexion/eleve" + asked.Response.Headers.Location!.OriginalString[asked.Response.Headers.Location.OriginalString.IndexOf('?', StringComparison.Ordinal)..]);
            Assert.Contains("est en maintenance", desk.Text, StringComparison.Ordinal);
            var entered = await browser.SubmitAsync(desk, new Dictionary<string, string> { ["Input.Username"] = pupil.Account!.Username, ["Input.Password"] = "brouette verte à pois" });
            Assert.Equal(HttpStatusCode.Redirect, entered.Status);
            var code = await CodeAsync(browser, service);
            var tokens = await RedeemAsync(service, code);
            Assert.Equal(HttpStatusCode.OK, tokens.Status);
            Assert.Equal(HttpStatusCode.OK, (await UserInfoAsync(tokens["access_token"]!)).Status);
        }
        finally
        {
            mode.Plan(null, null);
        }
    }
}
