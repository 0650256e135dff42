using System.Net;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Web.Tests.Protocols.Saml;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>What people and services meet at the door of a service that an operator changes, closes and opens again.</summary>
[Collection(OidcCollection.Name)]
[Trait("Row", "#1")]
public sealed class EditedServiceTests(OidcFixture fixture) : SamlSuite(fixture)
{
    private const string Mobile = "https://mobile.example/cb";

    [Fact]
    public async Task A_closed_service_gets_nothing_and_opens_again_as_it_was()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", "openid offline_access"));
        await EditAsync(service.ClientId, new() { IsOpen = false });
        AssertStays(await AuthorizeAsync(browser, service), "A02");
        (await RefreshAsync(service, tokens["refresh_token"]!)).AssertRefused(HttpStatusCode.Unauthorized, "invalid_client", "T01");
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(tokens["access_token"]!)).Status);
        await EditAsync(service.ClientId, new() { IsOpen = true });
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(service, tokens["refresh_token"]!)).Status);
        Assert.Equal(Token(tokens["id_token"]!).Subject, Token((await TokensAsync(browser, service))["id_token"]!).Subject);
    }

    [Fact]
    public async Task A_closed_service_of_saml_is_not_answered_and_opens_again()
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var clientId = (await App.Services.GetRequiredService<ServiceDirectory>().FindByEntityAsync(sp.EntityId, Cancellation))!.ClientId;
        await EditAsync(clientId, new() { IsOpen = false });
        AssertStays(await SsoAsync(browser, sp), "S08");
        await EditAsync(clientId, new() { IsOpen = true });
        Assert.Equal("Success", Response(await SsoAsync(browser, sp)).Status);
    }

    [Fact]
    [Trait("Rule", "S-OI1")]
    public async Task An_address_that_is_added_is_answered_with_the_same_secret_and_the_same_people()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var before = await TokensAsync(browser, service);
        AssertStays(await AuthorizeAsync(browser, service, ("redirect_uri", Mobile)), "A04");
        await EditAsync(service.ClientId, new() { RedirectUris = [.. service.Contract.RedirectUris, Mobile] });
        var code = await CodeAsync(browser, service, ("redirect_uri", Mobile));
        var after = await RedeemAsync(service, code, ("redirect_uri", Mobile));
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.Equal(Token(before["id_token"]!).Subject, Token(after["id_token"]!).Subject);
        await EditAsync(service.ClientId, new() { RedirectUris = [Mobile] });
        AssertStays(await AuthorizeAsync(browser, service), "A04");
    }

    /// <summary>Changes the contract; this server looks at it at once.</summary>
    private async Task EditAsync(string clientId, ServiceChange change)
    {
        await using (var scope = App.Services.CreateAsyncScope())
        {
            var edited = await scope.ServiceProvider.GetRequiredService<EditService>().RunAsync(clientId, change, new(ActorKind.Operator, "op"), Cancellation);
            Assert.Empty(edited!.Reasons);
            Assert.NotEmpty(edited.Changed);
        }

        App.Services.GetRequiredService<ServiceDirectory>().Forget();
    }
}
