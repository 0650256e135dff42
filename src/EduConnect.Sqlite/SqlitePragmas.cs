using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EduConnect.Sqlite;

/// <summary>
/// Sets what a connection needs when it opens: write-ahead log, <c>synchronous=FULL</c> (an acknowledged commit survives a power cut,
/// security reference §10), foreign keys and five seconds of patience.
/// </summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Sql = "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma busy_timeout=5000;";

    private SqlitePragmas()
    {
    }

    /// <summary>The only instance; it has no state.</summary>
    public static SqlitePragmas Instance { get; } = new();

    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
