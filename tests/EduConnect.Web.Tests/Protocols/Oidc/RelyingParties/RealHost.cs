using System.Net;
using System.Security.Cryptography;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Federation.Registry;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

/// <summary>The application on a loopback port with the real clock, for relying parties written by others, and a pupil who can sign in.</summary>
internal sealed class RealHost : IAsyncDisposable
{
    public const string Username = "i.morel";
    private const string Password = "brouette verte à pois";

    private RealHost(TestApp app) => App = app;

    public TestApp App { get; }

    public static async Task<RealHost> StartAsync()
    {
        var app = await TestApp.StartAsync(onPort: true);
        var hash = await app.Services.GetRequiredService<PasswordHasher>().HashAsync(PasswordText.From(Password));
        await using var main = app.Main();
        var data = new TestData(main);
        var pupil = data.Pupil(data.School(), lastName: "MOREL", firstName: "Inès", username: Username);
        (pupil.Account!.State, pupil.Account.PasswordHash) = (AccountState.Activated, hash);
        await data.SaveAsync();
        return new(app);
    }

    public async Task<TestService> RegisterAsync(string redirect, Action<Service> change)
    {
        var contract = TestService.Everything("real-relying-party");
        var secret = ClientSecret.Format(RandomNumberGenerator.GetBytes(32));
        ClientSecret.Rotate(contract, secret, DateTime.UtcNow);
        (contract.RedirectUris, contract.PostLogoutRedirectUris, contract.Pkce) = ([redirect], [redirect + "/bye"], PkcePolicy.Required);
        change(contract);
        Assert.Empty(ContractRules.Breaches(contract));
        await using var main = App.Main();
        main.Add(contract);
        await main.SaveChangesAsync();
        return new(contract, secret);
    }

    /// <summary>Follows the service to the sign-in page and signs in; the answer that leaves this site again.</summary>
    public async Task<Page> SignInAsync(PageClient browser, string address)
    {
        browser.FollowRedirects = false;
        var page = await FollowAsync(browser, await browser.GetAsync(address));
        Assert.Equal((HttpStatusCode.OK, "/connexion/eleve"), (page.Status, page.Address.AbsolutePath));
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Username"] = Username, ["Input.Password"] = Password });
        return await FollowAsync(browser, page);
    }

    /// <summary>Follows redirections as long as they stay on this site.</summary>
    public async Task<Page> FollowAsync(PageClient browser, Page page)
    {
        for (var hop = 0; hop < 10 && page.Response.Headers.Location is { } location; hop++)
        {
            var next = new Uri(page.Address, location);
            if (!next.ToString().StartsWith(App.Address + "/", StringComparison.Ordinal))
            {
                break;
            }

            page = await browser.GetAsync(next.ToString());
        }

        return page;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
