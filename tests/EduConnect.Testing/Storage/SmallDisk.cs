using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Testing.Storage;

/// <summary>
/// One store with its schema on a disk that a test fills and frees again. No error is made up: the engine itself meets the end of the room, a
/// megabyte after it was filled.
/// </summary>
public abstract class SmallDisk : IAsyncDisposable
{
    // Rows that still fit beside one that did not: whatever little room a page has left is used up by then.
    private const int Failures = 20;

    /// <summary>The store, as an operator would enter it.</summary>
    public abstract string Connection { get; }

    /// <summary>The engine.</summary>
    protected abstract StorageProvider Provider { get; }

    /// <summary>A main or an operational store on a disk with room.</summary>
    public static async Task<SmallDisk> StartAsync(Engine engine, bool isMain = true) =>
        engine == Engine.Sqlite ? await SmallSqliteDisk.CreateAsync(isMain) : await SmallPostgreSqlDisk.CreateAsync(isMain);

    /// <summary>Tells a context over this store what it has to know of the disk.</summary>
    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Leaves about a megabyte.</summary>
    public abstract Task FillAsync();

    /// <summary>There is room again.</summary>
    public abstract Task FreeAsync();

    /// <summary>Leaves no room for a single row more of this kind, nor for a longer one in the same table.</summary>
    public async Task FillUpAsync(Func<StoreDb> open, Func<object> row)
    {
        await FillAsync();
        for (var (batch, failures) = (500, 0); failures < Failures;)
        {
            await using var db = open();
            db.AddRange(Enumerable.Range(0, batch).Select(_ => row()));
            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException fault) when (Provider.IsFull(fault))
            {
                failures += batch == 1 ? 1 : 0;
                batch = 1;
            }
        }
    }

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>Brings an empty database to the schema.</summary>
    protected static async Task MigrateAsync(string connection, bool isMain)
    {
        var provider = new PostgreSqlProvider();
        await using StoreDb db = isMain
            ? TestStores.Open<MainDb>(provider, connection, options => new MainDb(options))
            : TestStores.Open<OperationalDb>(provider, connection, options => new OperationalDb(options));
        await db.Database.MigrateAsync();
    }
}
