using System.Globalization;
using System.Security.Cryptography;
using EduConnect.Bench.Codes;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Testing.Data;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Bench.Logins;

/// <summary>Our server in a process of its own over a private PostgreSQL with durable commits, and two hundred activated guardians.</summary>
internal sealed partial class OurDesk : IDesk
{
    private const int People = 200;
    private const string Password = "brouette verte à pois";
    private readonly OurServer _server;
    private readonly PostgreSqlCost _database;
    private readonly SocketsHttpHandler _connections = new() { UseCookies = false, AllowAutoRedirect = false };
    private int _next;

    private OurDesk(OurServer server, PostgreSqlCost database) => (_server, _database) = (server, database);

    /// <param name="unregistered">guardians with a mobile number whom nobody informed, at most 10,000</param>
    /// <param name="main">an empty main store, such as a primary and its replica; null for one of its own</param>
    public static async Task<OurDesk> StartAsync(int unregistered = 0, string? main = null)
    {
        var server = await OurServer.StartAsync(main, more: new Dictionary<string, string>
        {
            ["Codes__NetworkAnHour"] = "1000000",
            ["Codes__BudgetAnHour"] = "1000000",
            ["Codes__BudgetADay"] = "1000000",
        });
        await FillAsync(server, unregistered);
        return new(server, await PostgreSqlCost.OfAsync(server.Main));
    }

    /// <summary>The sign-in page and its form, nothing else.</summary>
    public async Task SignInAsync()
    {
        using var browser = new FormBrowser(_connections);
        var (address, body) = await browser.GoAsync(new Uri(_server.Origin + "/connexion/responsable?returnUrl=%2F_arrived"));
        await SubmitAsync(browser, address, body, "/_arrived");
    }

    /// <summary>From a service's request to its code.</summary>
    public async Task SignInForServiceAsync()
    {
        using var browser = new FormBrowser(_connections);
        var request = $"{_server.Origin}/idp/profile/oidc/authorize?client_id=benchmark&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Frp.example%2Fcb&state=s&nonce=n&acr_values=responsable"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
        var (address, body) = await browser.GoAsync(new Uri(request));
        if (!address.AbsolutePath.StartsWith("/connexion/", StringComparison.Ordinal))
        {
            (address, body) = await browser.GoAsync(new Uri(_server.Origin + "/connexion/responsable" + address.Query));
        }

        await SubmitAsync(browser, address, body, "https://rp.example/cb");
    }

    public double CpuSeconds() => Processes.CpuSeconds(_server.Process) + _database.CpuSeconds();

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task FillAsync(OurServer server, int unregistered)
    {
        await using var main = server.OpenMain();
        using var pool = new HashingPool(TimeProvider.System);
        var random = new SystemRandomSource();
        var hash = await new PasswordHasher(new KeyRing(server.Keys, TimeProvider.System, random), random, pool).HashAsync(PasswordText.From(Password));
        var data = new TestData(main);
        var school = data.School();
        for (var i = 0; i < People; i++)
        {
            var guardian = data.Guardian(data.Pupil(school), username: string.Create(CultureInfo.InvariantCulture, $"g.personne{i}"));
            (guardian.Account.State, guardian.Account.PasswordHash) = (AccountState.Activated, hash);
        }

        for (var i = 0; i < unregistered; i++)
        {
            data.Guardian(data.Pupil(school, birthDate: ChildBirth), "INSCRIT", "Ariane", string.Create(CultureInfo.InvariantCulture, $"a.inscrit{i}"), mobile: Mobile(i));
        }

        main.Add(new Service
        {
            Id = Guid.CreateVersion7(),
            ClientId = "benchmark",
            Name = "Benchmark",
            Sector = "rp.example",
            RedirectUris = ["https://rp.example/cb"],
            Scopes = ["openid"],
            SecretHash = ClientSecret.Hash(ClientSecret.Format(RandomNumberGenerator.GetBytes(32))),
        });
        await data.SaveAsync();

        // As after an activation: with ties to confirm every sign-in would stop at the intermediate page.
        await main.Set<GuardianLink>().ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed));
    }

    private async Task SubmitAsync(FormBrowser browser, Uri address, string body, string arrival)
    {
        var person = Interlocked.Increment(ref _next) % People;
        KeyValuePair<string, string>[] form =
        [
            new("Input.Username", string.Create(CultureInfo.InvariantCulture, $"g.personne{person}")), new("Input.Password", Password), new("__RequestVerificationToken", FormBrowser.Token(body)),
        ];
        try
        {
            var (end, _) = await browser.GoAsync(address, form);
            if (!end.ToString().StartsWith(arrival, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The sign-in ended at {end}.");
            }
        }
        catch (InvalidOperationException) when (arrival == "/_arrived" && browser.Cookies.GetAllCookies()["session"] is not null)
        {
            // The page that would follow does not exist, so that it costs nothing: the session is there.
        }
    }
}
