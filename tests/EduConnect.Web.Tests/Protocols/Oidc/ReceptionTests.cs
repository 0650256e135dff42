using System.Net;
using EduConnect.Core.Federation.Registry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>A service that stops receiving somebody: no new token, whatever was given before.</summary>
[Collection(OidcCollection.Name)]
[Trait("Row", "#1")]
public sealed class ReceptionTests(OidcFixture fixture) : OidcSuite(fixture)
{
    [Fact]
    [Trait("Rule", "S-OI3")]
    public async Task A_refresh_asks_the_door_again_and_ends_the_grant()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", "openid offline_access"));
        tokens = await RefreshAsync(service, tokens["refresh_token"]!);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        await using (var main = App.Main())
        {
            IReadOnlyList<string> elsewhere = ["0999999X"];
            await main.Set<Service>().Where(one => one.ClientId == service.ClientId).ExecuteUpdateAsync(row => row.SetProperty(one => one.Schools, elsewhere), Cancellation);
        }

        App.Services.GetRequiredService<ServiceDirectory>().Forget();
        (await RefreshAsync(service, tokens["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T19");
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(tokens["access_token"]!)).Status);
        (await RefreshAsync(service, tokens["refresh_token"]!)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T14");
        AssertRefused(await AuthorizeAsync(browser, service, ("prompt", "none")), "access_denied", "A38");
    }
}
