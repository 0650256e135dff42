using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.PostgreSql;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Bench.Codes;

/// <summary>Our server in a process of its own over a private PostgreSQL with durable commits.</summary>
internal sealed class OurProvider : IProvider
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _server;
    private readonly PostgreSqlCost _database;
    private readonly string _secret;
    private readonly string _handle;

    private OurProvider(string origin, Process server, PostgreSqlCost database, string secret, string handle)
    {
        Origin = origin;
        _server = server;
        _database = database;
        _secret = secret;
        _handle = handle;
    }

    public string Origin { get; }

    public string Authorize => "/idp/profile/oidc/authorize";

    /// <summary>The cookie of a browser that is signed in.</summary>
    public string Cookie => $"session={_handle}";

    public string Token => "/idp/profile/oidc/token";

    public string UserInfo => "/idp/profile/oidc/userinfo";

    /// <summary>Starts with two services of OpenID Connect, and <paramref name="more"/>.</summary>
    public static async Task<OurProvider> StartAsync(params Service[] more)
    {
        PostgreSqlServer.IsDurable = true;
        var (main, operational) = (await PostgreSqlServer.NewDatabaseAsync(), await PostgreSqlServer.NewDatabaseAsync());
        var origin = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Processes.FreePort()}");
        var folder = new TemporaryFolder();
        var server = Processes.Start(
            "dotnet", [Processes.Server, "serve", "--data", folder.Path, "--urls", origin],
            environment: new Dictionary<string, string>
            {
                ["Service__PublicOrigin"] = origin,
                ["Storage__Provider"] = "postgresql",
                ["Storage__Main"] = main,
                ["Storage__Operational"] = operational,
                ["Roles"] = "sign-in",
                ["Logging__LogLevel__Default"] = "Warning",
            });
        await Processes.AnswersAsync(server, new Uri(origin + "/.well-known/openid-configuration"));
        var secret = ClientSecret.Format(RandomNumberGenerator.GetBytes(32));
        var account = await FillAsync(main, secret, more);
        return new(origin, server, await PostgreSqlCost.OfAsync(main), secret, await OpenSessionAsync(operational, account));
    }

    public (string ClientId, string Secret) Client(TokenSigning signing) => (signing.ToString(), _secret);

    public Task<string> SignedInCookieAsync(TokenSigning signing) => Task.FromResult(Cookie);

    public double CpuSeconds() => Processes.CpuSeconds(_server) + _database.CpuSeconds();

    public ValueTask DisposeAsync()
    {
        Processes.Stop(_server);
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<Account> FillAsync(string connection, string secret, Service[] more)
    {
        await using var main = new MainDb(Options<MainDb>(connection));
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

    private static async Task<string> OpenSessionAsync(string connection, Account account)
    {
        await using var operational = new OperationalDb(Options<OperationalDb>(connection));
        var handle = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var now = DateTime.UtcNow;
        operational.Add(new Session
        {
            Id = Guid.CreateVersion7(),
            HandleHash = SHA256.HashData(Encoding.UTF8.GetBytes(handle)),
            Kind = SessionKind.Pupil,
            HolderId = account.Id,
            AuthenticatedAt = now,
            Methods = "pwd",
            LastSeenAt = now,
            ExpiresAt = now.AddHours(12),
        });
        await operational.SaveChangesAsync();
        return handle;
    }

    private static DbContextOptions<T> Options<T>(string connection)
        where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        new PostgreSqlProvider().Configure(options, connection);
        return options.Options;
    }
}
