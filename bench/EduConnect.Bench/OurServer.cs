using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.PostgreSql;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Bench;

/// <summary>Our server as <c>./educonnect serve</c> runs it, in a process of its own over PostgreSQL databases of its own.</summary>
internal sealed class OurServer : IDisposable
{
    private readonly TemporaryFolder _folder;

    private OurServer(TemporaryFolder folder, Process process, string origin, string main, string operational) =>
        (_folder, Process, Origin, Main, Operational) = (folder, process, origin, main, operational);

    /// <summary>The process.</summary>
    public Process Process { get; }

    /// <summary>Where it answers.</summary>
    public string Origin { get; }

    /// <summary>Connection string of the main store.</summary>
    public string Main { get; }

    /// <summary>Connection string of the operational store.</summary>
    public string Operational { get; }

    /// <summary>Folder of its keys.</summary>
    public string Keys => Path.Combine(_folder.Path, "keys");

    /// <summary>Starts the server and waits until its stores are there.</summary>
    /// <param name="main">an existing main store; null for a new one</param>
    /// <param name="roles">what it does, as in the settings</param>
    /// <param name="more">further settings</param>
    public static async Task<OurServer> StartAsync(string? main = null, string roles = "sign-in", IEnumerable<KeyValuePair<string, string>>? more = null)
    {
        PostgreSqlServer.IsDurable = true;
        main ??= await PostgreSqlServer.NewDatabaseAsync();
        var operational = await PostgreSqlServer.NewDatabaseAsync();
        var origin = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Processes.FreePort()}");
        var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Service__PublicOrigin"] = origin,
            ["Storage__Provider"] = "postgresql",
            ["Storage__Main"] = main,
            ["Storage__Operational"] = operational,
            ["Roles"] = roles,
            ["Logging__LogLevel__Default"] = "Warning",
        };
        foreach (var (name, value) in more ?? [])
        {
            settings[name] = value;
        }

        var process = Processes.Start("dotnet", [Processes.Server, "serve", "--data", folder.Path, "--urls", origin], environment: settings);
        await Processes.AnswersAsync(process, new Uri(origin + "/health/ready-read"));
        return new(folder, process, origin, main, operational);
    }

    /// <summary>The main store, from outside of the server.</summary>
    public MainDb OpenMain() => new(Options<MainDb>(Main));

    /// <summary>The operational store, from outside of the server.</summary>
    public OperationalDb OpenOperational() => new(Options<OperationalDb>(Operational));

    /// <summary>Opens a session without a sign-in.</summary>
    /// <returns>the handle, for the cookie</returns>
    public async Task<string> OpenSessionAsync(SessionKind kind, Guid holder, string methods)
    {
        await using var operational = OpenOperational();
        var handle = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var now = DateTime.UtcNow;
        operational.Add(new Session
        {
            Id = Guid.CreateVersion7(),
            HandleHash = SHA256.HashData(Encoding.UTF8.GetBytes(handle)),
            Kind = kind,
            HolderId = holder,
            AuthenticatedAt = now,
            Methods = methods,
            LastSeenAt = now,
            ExpiresAt = now.AddHours(8),
        });
        await operational.SaveChangesAsync();
        return handle;
    }

    public void Dispose()
    {
        Processes.Stop(Process);
        _folder.Dispose();
    }

    private static DbContextOptions<T> Options<T>(string connection)
        where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        new PostgreSqlProvider().Configure(options, connection);
        return options.Options;
    }
}
