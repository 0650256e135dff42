using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EduConnect.PostgreSql;

/// <summary>The production engine, with streaming replicas through a multi-host connection string.</summary>
public sealed class PostgreSqlProvider : StorageProvider
{
    /// <inheritdoc />
    public override string Name => "postgresql";

    /// <inheritdoc />
    public override void Configure(DbContextOptionsBuilder options, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseNpgsql(connectionString, postgres => postgres.MigrationsAssembly(typeof(PostgreSqlProvider).Assembly.GetName().Name));
    }

    /// <inheritdoc />
    public override bool IsUniqueViolation(Exception exception) =>
        Find(exception) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <inheritdoc />
    public override bool IsUnavailable(Exception exception) => Find(exception) switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DiskFull
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is System.Net.Sockets.SocketException or TimeoutException,
        _ => false,
    };

    /// <inheritdoc />
    public override IBulkStore Bulk(MainDb db) => new PostgreSqlBulkStore(db);

    private static NpgsqlException? Find(Exception? exception) =>
        exception is null or NpgsqlException ? exception as NpgsqlException : Find(exception.InnerException);
}
