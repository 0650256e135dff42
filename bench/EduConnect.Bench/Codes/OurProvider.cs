using System.Security.Cryptography;
using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;

namespace EduConnect.Bench.Codes;

/// <summary>Our server in a process of its own over a private PostgreSQL with durable commits, a pupil signed in.</summary>
internal sealed class OurProvider : IProvider
{
    private readonly OurServer _server;
    private readonly PostgreSqlCost _database;
    private readonly string _secret;
    private readonly string _handle;

    private OurProvider(OurServer server, PostgreSqlCost database, string secret, string handle) => (_server, _database, _secret, _handle) = (server, database, secret, handle);

    public string Origin => _server.Origin;

    public string Authorize => "/idp/profile/oidc/authorize";

    /// <summary>The cookie of a browser that is signed in.</summary>
    public string Cookie => $"session={_handle}";

    public string Token => "/idp/profile/oidc/token";

    public string UserInfo => "/idp/profile/oidc/userinfo";

    /// <summary>Starts with two services of OpenID Connect, and <paramref name="more"/>.</summary>
    public static async Task<OurProvider> StartAsync(params Service[] more)
    {
        var server = await OurServer.StartAsync();
        var secret = ClientSecret.Format(RandomNumberGenerator.GetBytes(32));
        var account = await FillAsync(server, secret, more);
        return new(server, await PostgreSqlCost.OfAsync(server.Main), secret, await server.OpenSessionAsync(SessionKind.Pupil, account.Id, "pwd"));
    }

    public (string ClientId, string Secret) Client(TokenSigning signing) => (signing.ToString(), _secret);

    public Task<string> SignedInCookieAsync(TokenSigning signing) => Task.FromResult(Cookie);

    public double CpuSeconds() => Processes.CpuSeconds(_server.Process) + _database.CpuSeconds();

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<Account> FillAsync(OurServer server, string secret, Service[] more)
    {
        await using var main = server.OpenMain();
        var data = new TestData(main);
        var pupil = data.Pupil(data.School(), lastName: "MOREL", firstName: "Inès");
        pupil.Account!.State = AccountState.Activated;
        main.AddRange([Contract(TokenSigning.RS256, secret), Contract(TokenSigning.ES256, secret), .. more]);
        await data.SaveAsync();
        return pupil.Account;
    }

    private static Service Contract(TokenSigning signing, string secret) => new()
    {
        Id = Guid.CreateVersion7(),
        ClientId = signing.ToString(),
        Name = "Benchmark",
        Sector = "rp.example",
        RedirectUris = ["https://rp.example/cb"],
        Scopes = ["openid", "profile"],
        Claims = ["given_name", "family_name", "birthdate", "name"],
        SecretHash = ClientSecret.Hash(secret),
        Signing = signing,
    };
}
