using System.Net;
using System.Security.Cryptography;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Guardians;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Oidc.Logout.BackChannel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

/// <summary>The application on a loopback port with the real clock, for relying parties written by others, and a pupil and a guardian who can sign in.</summary>
internal sealed class RealHost : IAsyncDisposable
{
    private const string Pupil = "i.morel";
    private const string Guardian = "c.morel";
    private const string Password = "brouette verte à pois";

    private RealHost(TestApp app) => App = app;

    public TestApp App { get; }

    public static async Task<RealHost> StartAsync()
    {
        var app = await TestApp.StartAsync(onPort: true, settings: ["--OpenIdConnect:PrivateServices=true"]);
        var hash = await app.Services.GetRequiredService<PasswordHasher>().HashAsync(PasswordText.From(Password));
        await using var main = app.Main();
        var data = new TestData(main);
        var pupil = data.Pupil(data.School(), lastName: "MOREL", firstName: "Inès", username: Pupil);
        var guardian = data.Guardian(pupil, lastName: "MOREL", firstName: "Cléa", username: Guardian, mail: null, mobile: null, others: data.Pupil(data.School(), lastName: "MOREL", firstName: "Noé"));
        foreach (var account in new[] { pupil.Account!, guardian.Account })
        {
            (account.State, account.PasswordHash) = (AccountState.Activated, hash);
        }

        await data.SaveAsync();
        await main.Set<GuardianLink>().ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed));
        return new(app);
    }

    /// <summary>Enters a service from its metadata, as an operator would, with every attribute in its contract.</summary>
    public async Task EnterAsync(string metadata, Action<Service>? change = null)
    {
        var terms = SamlMetadataReader.Read(metadata, out var reason);
        Assert.Null(reason);
        var contract = new Service
        {
            Id = Guid.CreateVersion7(),
            ClientId = "saml-relying-party",
            Name = "ENT",
            Sector = "localhost",
            Authentication = ClientAuthenticationMethod.None,
            Scopes = [ScopeNames.OpenId],
            Claims = [.. ClaimNames.All],
            Saml = terms,
        };
        change?.Invoke(contract);
        await AddAsync(contract);
    }

    public async Task<TestService> RegisterAsync(string redirect, Action<Service> change)
    {
        var contract = TestService.Everything("real-relying-party");
        var secret = ClientSecret.Format(RandomNumberGenerator.GetBytes(32));
        ClientSecret.Rotate(contract, secret, DateTime.UtcNow);
        (contract.RedirectUris, contract.PostLogoutRedirectUris, contract.Pkce) = ([redirect], [redirect + "/bye"], PkcePolicy.Required);
        change(contract);
        await AddAsync(contract);
        return new(contract, secret);
    }

    /// <summary>Follows the service to the sign-in page, past the choice of the profile if need be, and signs in; the answer that leaves this site again.</summary>
    public async Task<Page> SignInAsync(PageClient browser, string address, string profile = "eleve")
    {
        browser.FollowRedirects = false;
        var page = await FollowAsync(browser, await browser.GetAsync(address));
        if (page.Address.AbsolutePath == "/connexion")
        {
            page = await browser.GetAsync(page.Document.QuerySelector($"main a[href^='/connexion/{profile}']")!.GetAttribute("href")!);
        }

        Assert.Equal((HttpStatusCode.OK, "/connexion/" + profile), (page.Status, page.Address.AbsolutePath));
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Username"] = profile == "eleve" ? Pupil : Guardian, ["Input.Password"] = Password });
        return await FollowAsync(browser, page);
    }

    /// <summary>Signs out on our own page; the services that are told then are told when this returns.</summary>
    public async Task SignOutAsync(PageClient browser)
    {
        await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), new Dictionary<string, string>());
        await TellAsync();
    }

    /// <summary>Does what the worker role would do (off in tests): tells the services of ended sessions.</summary>
    public Task<int> TellAsync() => App.Services.GetRequiredService<BackChannelSender>().SendDueAsync(TestContext.Current.CancellationToken);

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

    private async Task AddAsync(Service contract)
    {
        Assert.Empty(ContractRules.Breaches(contract));
        await using var main = App.Main();
        main.Add(contract);
        await main.SaveChangesAsync();
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
