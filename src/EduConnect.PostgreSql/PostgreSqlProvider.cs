using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EduConnect.PostgreSql;

/// <summary>The production engine, with streaming replicas through a multi-host connection string.</summary>
/// <remarks>
/// Statements used often are prepared on each connection: PostgreSQL then parses and plans them once instead of at every sign-in. Behind a pooler
/// that shares connections between transactions, say <c>Max Auto Prepare=0</c> in the connection string. What one school asks of a table of the nation
/// is planned for disks without moving parts and never compiled to machine code, unless <c>Options</c> of the connection string say otherwise.
/// With several hosts (<c>Host=primary,replica</c>) the primary is asked, and a replica while there is none; whoever came back is noticed within
/// <c>Host Recheck Seconds</c>, 2 unless said, and a host that does not answer within <c>Timeout</c> seconds, 3 unless said, is passed over.
/// </remarks>
public sealed class PostgreSqlProvider : StorageProvider
{
    private const int PreparedStatements = 60;
    private const int RecheckSeconds = 2;
    private const int ConnectSeconds = 3;

    // With the cost of a turning disk, 3,000 pupils looked up one by one seem dearer than a table read whole; compiling takes longer than any of our questions;
    // and what the night counts for a whole académie is sorted in memory, of which the questions of a sign-in take none.
    private const string Planning = "-c random_page_cost=1.1 -c jit=off -c work_mem=64MB";

    /// <inheritdoc />
    public override string Name => "postgresql";

    /// <inheritdoc />
    public override void Configure(DbContextOptionsBuilder options, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseNpgsql(Complete(connectionString), postgres => postgres
            .MigrationsAssembly(typeof(PostgreSqlProvider).Assembly.GetName().Name)
            .ExecutionStrategy(dependencies => new AnotherLook(dependencies, IsUnavailable)));
    }

    /// <inheritdoc />
    public override bool IsUniqueViolation(Exception exception) =>
        Find(exception) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <inheritdoc />
    public override bool IsUnavailable(Exception exception) => Find(exception) switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DiskFull
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections,
        // Several hosts, none of which would answer, are told together.
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is System.Net.Sockets.SocketException or TimeoutException or AggregateException,
        _ => false,
    };

    /// <inheritdoc />
    public override bool IsFull(Exception exception) => Find(exception) is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    /// <inheritdoc />
    public override async Task<bool> IsWritableAsync(MainDb db, TimeSpan patience, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        db.Database.SetCommandTimeout(patience);
        return (await db.Database.SqlQuery<bool>($"select current_setting('transaction_read_only') = 'off' as \"Value\"").ToListAsync(cancellation))[0];
    }

    /// <inheritdoc />
    public override async Task WaitForAuditorsAsync(MainDb db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.ExecuteSqlRawAsync("set local lock_timeout = '10s'; lock table audit_event in share mode", cancellation);
    }

    /// <inheritdoc />
    public override IBulkStore Bulk(MainDb db) => new PostgreSqlBulkStore(db);

    private static string Complete(string connectionString)
    {
        var all = new NpgsqlConnectionStringBuilder(connectionString);
        all.MaxAutoPrepare = Says(connectionString, "MaxAutoPrepare") ? all.MaxAutoPrepare : PreparedStatements;
        all.Options ??= Planning;
        if (all.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            all.TargetSessionAttributes ??= "prefer-primary";
            all.HostRecheckSeconds = Says(connectionString, "HostRecheckSeconds") ? all.HostRecheckSeconds : RecheckSeconds;
            all.Timeout = Says(connectionString, "Timeout") ? all.Timeout : ConnectSeconds;
        }

        return all.ConnectionString;
    }

    // The builder cannot tell what was said from what goes without saying: the text can.
    private static bool Says(string connectionString, string name) =>
        (";" + connectionString.Replace(" ", string.Empty, StringComparison.Ordinal)).Contains($";{name}=", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlException? Find(Exception? exception) =>
        exception is null or NpgsqlException ? exception as NpgsqlException : Find(exception.InnerException);
}
