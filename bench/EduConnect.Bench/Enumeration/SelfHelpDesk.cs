using System.Diagnostics;
using System.Globalization;
using EduConnect.Bench.Logins;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Bench.Enumeration;

/// <summary>
/// Our server over a private PostgreSQL with durable commits, and guardians with confirmed contacts, each asked about once a journey. The limits on networks
/// are raised: here everybody sits behind one address.
/// </summary>
internal sealed class SelfHelpDesk : IAsyncDisposable
{
    private const string Many = "100000000";
    private readonly TemporaryFolder _folder;
    private readonly Process _server;
    private readonly string _origin;
    private readonly SocketsHttpHandler _connections = new() { UseCookies = false, AllowAutoRedirect = false };

    private SelfHelpDesk(TemporaryFolder folder, Process server, string origin) => (_folder, _server, _origin) = (folder, server, origin);

    public static async Task<SelfHelpDesk> StartAsync(int people)
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
                ["Throttling__NetworkFailures"] = Many,
                ["Recovery__NetworkAnHour"] = Many,
                ["Codes__NetworkAnHour"] = Many,
                ["Codes__BudgetAnHour"] = Many,
                ["Codes__BudgetADay"] = Many,
            });
        await Processes.AnswersAsync(server, new Uri(origin + "/connexion"));
        await FillAsync(main, folder.Path, people);
        return new(folder, server, origin);
    }

    /// <summary>A sign-in with a wrong password.</summary>
    public Task<Func<Task>> SignInAsync(int person, bool exists) =>
        PrepareAsync("/connexion/responsable", [new("Input.Username", Username(person, exists)), new("Input.Password", "pas le bon mot de passe")], isRefused: true);

    public Task<Func<Task>> UsernameByMailAsync(int person, bool exists) =>
        PrepareAsync("/identifiant-oublie/mail", [new("Mail", Mail(person, exists))]);

    public Task<Func<Task>> UsernameBySmsAsync(int person, bool exists) =>
        PrepareAsync("/identifiant-oublie/sms", [new("Phone", Mobile(person, exists))]);

    /// <summary>The first step of a self-registration: names and number, then the code or nothing.</summary>
    public Task<Func<Task>> RegistrationAsync(int person, bool exists) =>
        PrepareAsync("/inscription", [new("Input.FamilyName", "inscrit"), new("Input.FirstName", "ariane"), new("Input.Phone", KnownToSchool(person, exists))]);

    public Task<Func<Task>> PasswordByMailAsync(int person, bool exists) => PrepareWayAsync(person, exists, "mail");

    public Task<Func<Task>> PasswordBySmsAsync(int person, bool exists) => PrepareWayAsync(person, exists, "sms");

    public ValueTask DisposeAsync()
    {
        Processes.Stop(_server);
        _connections.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // The same length whether or not somebody is behind it.
    private static string Username(int person, bool exists) => string.Create(CultureInfo.InvariantCulture, $"{(exists ? 'g' : 'x')}.personne{person:0000}");

    private static string Mail(int person, bool exists) => Username(person, exists) + "@exemple.fr";

    // By mail one address gets three messages an hour, whatever the journey; so each journey has numbers of its own only where it types them.
    private static string Mobile(int person, bool exists) => string.Create(CultureInfo.InvariantCulture, $"+3363{(exists ? 1 : 2)}0{person:00000}");

    private static string KnownToSchool(int person, bool exists) => string.Create(CultureInfo.InvariantCulture, $"+3363{(exists ? 3 : 4)}0{person:00000}");

    private static async Task FillAsync(string connection, string folder, int people)
    {
        var options = new DbContextOptionsBuilder<MainDb>();
        new PostgreSqlProvider().Configure(options, connection);
        await using var main = new MainDb(options.Options);
        using var pool = new HashingPool(TimeProvider.System);
        var random = new SystemRandomSource();
        var hash = await new PasswordHasher(new KeyRing(Path.Combine(folder, "keys"), TimeProvider.System, random), random, pool).HashAsync(PasswordText.From("brouette verte à pois"));
        var data = new TestData(main);
        var school = data.School();
        for (var i = 0; i < people; i++)
        {
            var account = data.Guardian(data.Pupil(school), "INSCRIT", "Ariane", Username(i, exists: true), mobile: KnownToSchool(i, exists: true)).Account;
            (account.State, account.PasswordHash) = (AccountState.Activated, hash);
            (account.Mail, account.MailConfirmedAt, account.Mobile, account.MobileConfirmedAt) = (Mail(i, exists: true), DateTime.UtcNow, Mobile(i, exists: true), DateTime.UtcNow);
        }

        await data.SaveAsync();
    }

    private async Task<Func<Task>> PrepareWayAsync(int person, bool exists, string way)
    {
        var browser = new FormBrowser(_connections);
        var (address, body) = await browser.GoAsync(new Uri(_origin + "/mot-de-passe-oublie"));
        (address, body) = await browser.GoAsync(address, [new("Username", Username(person, exists)), new("__RequestVerificationToken", FormBrowser.Token(body))]);
        return Press(browser, address, [new("way", way), new("__RequestVerificationToken", FormBrowser.Token(body))], isRefused: false);
    }

    private async Task<Func<Task>> PrepareAsync(string path, KeyValuePair<string, string>[] fields, bool isRefused = false)
    {
        var browser = new FormBrowser(_connections);
        var (address, body) = await browser.GoAsync(new Uri(_origin + path));
        return Press(browser, address, [.. fields, new("__RequestVerificationToken", FormBrowser.Token(body))], isRefused);
    }

    private static Func<Task> Press(FormBrowser browser, Uri address, KeyValuePair<string, string>[] form, bool isRefused) => async () =>
    {
        using (browser)
        {
            try
            {
                await browser.GoAsync(address, form);
            }
            catch (InvalidOperationException refused) when (isRefused && refused.Message.EndsWith("UnprocessableEntity", StringComparison.Ordinal))
            {
                // A wrong password: the answer has been read.
            }
        }
    };
}
