using EduConnect.Core.Platform.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Sqlite;

/// <summary>The embedded engine: one file per store, write-ahead log, durable commits.</summary>
public sealed class SqliteProvider : StorageProvider
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    /// <inheritdoc />
    public override string Name => "sqlite";

    /// <inheritdoc />
    public override void Configure(DbContextOptionsBuilder options, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteProvider).Assembly.GetName().Name));
        options.AddInterceptors(SqlitePragmas.Instance);
    }

    /// <inheritdoc />
    public override bool IsUniqueViolation(Exception exception) =>
        Find(exception) is { SqliteErrorCode: Constraint, SqliteExtendedErrorCode: ConstraintPrimaryKey or ConstraintUnique };

    /// <inheritdoc />
    public override bool IsUnavailable(Exception exception) =>
        Find(exception) is { SqliteErrorCode: Busy or Locked or ReadOnly or IoError or Full or CannotOpen };

    /// <inheritdoc />
    public override bool IsFull(Exception exception) => Find(exception) is { SqliteErrorCode: Full };

    /// <summary>A file that can be opened: who holds it for writing, and a full disk, are met by each save (<see cref="IsUnavailable"/>).</summary>
    /// <inheritdoc />
    public override async Task<bool> IsWritableAsync(MainDb db, TimeSpan patience, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Database.CanConnectAsync(cancellation);
    }

    /// <summary>Nothing to wait for: a transaction of this engine is the only one that writes.</summary>
    /// <inheritdoc />
    public override Task WaitForAuditorsAsync(MainDb db, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public override IBulkStore Bulk(MainDb db) => new SqliteBulkStore(db);

    private static SqliteException? Find(Exception? exception) =>
        exception is null or SqliteException ? exception as SqliteException : Find(exception.InnerException);
}
