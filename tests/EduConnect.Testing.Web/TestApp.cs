using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EduConnect.Testing.Web;

/// <summary>The whole application over fresh stores: in process by default, on a real loopback port with <c>onPort</c>.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestApp(WebApplication app, TestStores stores, TestClock? clock)
    {
        _app = app;
        Stores = stores;
        Clock = clock;
    }

    public TestStores Stores { get; }

    /// <summary>The clock of the application when it is moved by hand (in process), null when it is the real one.</summary>
    public TestClock? Clock { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Address of the application, without a final slash.</summary>
    public string Address { get; private set; } = "http://localhost";

    public static async Task<TestApp> StartAsync(
        Engine engine = Engine.Sqlite,
        bool onPort = false,
        TestClock? clock = null,
        Action<IServiceCollection>? configure = null,
        params string[] settings)
    {
        var stores = await TestStores.CreateAsync(engine);
        var port = onPort ? Loopback.FreePort() : 80;
        var origin = onPort ? $"http://localhost:{port}" : "http://localhost";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "EduConnect.Web",
            EnvironmentName = "Testing",
            Args =
            [
                $"--Service:DataFolder={stores.Folder}",
                $"--Service:PublicOrigin={origin}",
                $"--Storage:Provider={stores.Provider.Name}",
                $"--Storage:Main={stores.MainConnection}",
                $"--Storage:Operational={stores.OperationalConnection}",
                $"--urls={origin}",
                "--Logging:LogLevel:Default=Warning",
                "--Roles=sign-in,administration",
                "--Maintenance:WatchEvery=00:00:00", // tests that count statements count those of requests; whoever needs a look takes it
                .. settings,
            ],
        });
        builder.WebHost.UseStaticWebAssets();
        builder.AddEduConnect();
        if (clock is not null)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        }

        configure?.Invoke(builder.Services);
        if (!onPort)
        {
            builder.WebHost.UseTestServer();
        }

        var app = builder.Build();
        app.UseEduConnect();
        await app.StartAsync();
        return new TestApp(app, stores, clock) { Address = origin };
    }

    /// <summary>A browser without JavaScript: keeps cookies, follows redirects, fills in forms with their antiforgery tokens.</summary>
    /// <remarks>With a public origin of https (in process) it speaks https, and the application is asked without TLS, as behind a proxy.</remarks>
    public PageClient Browser()
    {
        if (_app.Services.GetService<IServer>() is not TestServer server)
        {
            return new PageClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }, new Uri(Address));
        }

        var service = _app.Services.GetRequiredService<ServiceOptions>();
        var browser = service.IsSecure
            ? new PageClient(new TlsProxy { InnerHandler = server.CreateHandler() }, new Uri("https://localhost"))
            : new PageClient(server.CreateHandler(), new Uri(Address));
        if (new Uri(service.PublicOrigin) is { IsLoopback: false } origin)
        {
            browser.Headers["Host"] = origin.Authority;
        }

        return browser;
    }

    /// <summary>Runs <paramref name="work"/> with services of a scope of its own.</summary>
    public async Task<T> WithAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Does what the worker role would do (off in tests), until nothing is left: long work, then messages.</summary>
    public async Task RunWorkerAsync()
    {
        var cancellation = Xunit.TestContext.Current.CancellationToken;
        while (await WithAsync(services => services.GetRequiredService<OperationRunner>().RunNextAsync(cancellation)) is not null)
        {
        }

        while (await Services.GetRequiredService<OutboxSender>().SendDueAsync(cancellation) > 0)
        {
        }
    }

    public MainDb Main() => _app.Services.GetRequiredService<IDbContextFactory<MainDb>>().CreateDbContext();

    public OperationalDb Operational() => _app.Services.GetRequiredService<IDbContextFactory<OperationalDb>>().CreateDbContext();

    /// <summary>The words of a message as its recipient reads them: in the store they are sealed.</summary>
    public string Read(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Xunit.Assert.True(Services.GetRequiredService<SecretTexts>().Open(message));
        return message.Text;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Stores.DisposeAsync();
    }

    /// <summary>Where TLS ends: the application hears http.</summary>
    private sealed class TlsProxy : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = request.RequestUri!;
            request.RequestUri = new UriBuilder(asked) { Scheme = Uri.UriSchemeHttp, Port = -1 }.Uri;
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                request.RequestUri = asked;
            }
        }
    }
}
