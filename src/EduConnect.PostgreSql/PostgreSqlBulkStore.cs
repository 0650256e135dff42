using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EduConnect.PostgreSql;

/// <summary>Mass writes by binary COPY, in the caller's transaction or on its own.</summary>
public sealed class PostgreSqlBulkStore(MainDb db) : IBulkStore
{
    /// <inheritdoc />
    public Task LookUpByKeysAsync(CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync("set local plan_cache_mode = force_custom_plan; set local enable_seqscan = off", cancellationToken);

    /// <inheritdoc />
    public async Task<long> CopyAsync(string table, IReadOnlyList<string> columns, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            return await ImportAsync(Connection, table, columns, rows, cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <inheritdoc />
    public async Task<long> MergeAsync(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(rows);
        var (passing, names) = ("merge_" + table, string.Join(", ", columns));
        var action = columns.Except(keys, StringComparer.Ordinal).Select(column => $"{column} = excluded.{column}").ToArray() is { Length: > 0 } changes
            ? "update set " + string.Join(", ", changes)
            : "nothing";
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await ExecuteAsync($"create temp table {passing} as select {names} from {table} with no data", cancellationToken);
            await ImportAsync(Connection, passing, columns, rows, cancellationToken);
            var count = await ExecuteAsync($"insert into {table} ({names}) select {names} from {passing} on conflict ({string.Join(", ", keys)}) do {action}", cancellationToken);
            await ExecuteAsync($"drop table {passing}", cancellationToken);
            return count;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private async Task<int> ExecuteAsync(string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, Connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Values go into the connection's buffer one by one, hundreds of thousands of them: waiting on each would cost more than the writing.
    // Only a full buffer blocks, on the thread of the worker and never on one of a page.
    private static async Task<long> ImportAsync(NpgsqlConnection connection, string table, IReadOnlyList<string> columns, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var importer = await connection.BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", cancellationToken);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            importer.StartRow();
            foreach (var value in row)
            {
                Write(importer, value);
            }
        }

        return (long)await importer.CompleteAsync(cancellationToken);
    }

    private static void Write(NpgsqlBinaryImporter importer, object? value)
    {
        switch (value)
        {
            case null: importer.WriteNull(); break;
            case string text: importer.Write(text); break;
            case Guid id: importer.Write(id); break;
            case int number: importer.Write(number); break;
            case long number: importer.Write(number); break;
            case bool flag: importer.Write(flag); break;
            case DateOnly date: importer.Write(date); break;
            case DateTime instant: importer.Write(instant); break;
            case byte[] bytes: importer.Write(bytes); break;
            default: throw new NotSupportedException($"No column of this store holds a {value.GetType().Name}.");
        }
    }
}
