using System.Data.Common;
using System.Globalization;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace EduConnect.Sqlite;

/// <summary>Mass writes by one prepared insert, in the caller's transaction or in one of its own.</summary>
public sealed class SqliteBulkStore(MainDb db) : IBulkStore
{
    /// <inheritdoc />
    public Task LookUpByKeysAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<long> CopyAsync(string table, IReadOnlyList<string> columns, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        return WriteAsync(Insertion(table, columns), columns.Count, rows, cancellationToken);
    }

    /// <inheritdoc />
    public Task<long> MergeAsync(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(rows);
        var changes = columns.Except(keys, StringComparer.Ordinal).Select(column => $"{column} = excluded.{column}").ToArray();
        var action = changes.Length > 0 ? "update set " + string.Join(", ", changes) : "nothing";
        return WriteAsync($"{Insertion(table, columns)} on conflict ({string.Join(", ", keys)}) do {action}", columns.Count, rows, cancellationToken);
    }

    private static string Insertion(string table, IReadOnlyList<string> columns) =>
        $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => "$p" + i.ToString(CultureInfo.InvariantCulture)))})";

    private async Task<long> WriteAsync(string statement, int columns, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var ambient = db.Database.CurrentTransaction;
        var own = ambient is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        try
        {
            var count = await ExecuteAsync(statement, columns, rows, (ambient ?? own)!.GetDbTransaction(), cancellationToken);
            if (own is not null)
            {
                await own.CommitAsync(cancellationToken);
            }

            return count;
        }
        finally
        {
            if (own is not null)
            {
                await own.DisposeAsync();
            }

            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<long> ExecuteAsync(string statement, int columns, IAsyncEnumerable<object?[]> rows, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement;
        foreach (var i in Enumerable.Range(0, columns))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "$p" + i.ToString(CultureInfo.InvariantCulture);
            command.Parameters.Add(parameter);
        }

        await command.PrepareAsync(cancellationToken);
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            }

            count += await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return count;
    }
}
