using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>One application for all the tests of the provider, with a clock they move forward; each test brings its own service and people.</summary>
public abstract class OidcHost(Engine engine) : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public TestClock Clock { get; } = new();

    public async ValueTask InitializeAsync() => App = await TestApp.StartAsync(engine, clock: Clock, configure: Configure);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Puts something else in the place of what surrounds the application.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }
}

public sealed class OidcFixture() : OidcHost(Engine.Sqlite);

public sealed class OidcPostgreSqlFixture() : OidcHost(Engine.PostgreSql);

[CollectionDefinition(Name)]
public sealed class OidcCollection : ICollectionFixture<OidcFixture>
{
    public const string Name = "OpenID Connect";
}

[CollectionDefinition(Name)]
public sealed class OidcPostgreSqlCollection : ICollectionFixture<OidcPostgreSqlFixture>
{
    public const string Name = "OpenID Connect on PostgreSQL";
}
