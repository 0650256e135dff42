using Xunit;

namespace EduConnect.Testing.Storage;

/// <summary>
/// Base of a suite that runs on both engines: write the tests in an abstract class, then two one-line sealed classes
/// <c>ThingsOnSqlite() : Things(Engine.Sqlite)</c> and <c>ThingsOnPostgreSql() : Things(Engine.PostgreSql)</c>.
/// </summary>
public abstract class StorageSuite(Engine engine) : IAsyncLifetime
{
    protected TestStores Stores { get; private set; } = null!;

    protected Time.TestClock Clock { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => Stores = await TestStores.CreateAsync(engine, clock: Clock);

    public virtual async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
