using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EduConnect.PostgreSql;

/// <summary>Mass writes by binary COPY, in the caller's transaction or on its own.</summary>
public sealed class PostgreSqlBulkStore(MainDb db) : IBulkStore
{
    /// <inheritdoc />
    public async Task<long> CopyAsync(string table, IReadOnlyList<string> columns, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await using var importer = await connection.BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", cancellationToken);
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                await importer.StartRowAsync(cancellationToken);
                foreach (var value in row)
                {
                    await WriteAsync(importer, value, cancellationToken);
                }
            }

            return (long)await importer.CompleteAsync(cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter importer, object? value, CancellationToken cancellationToken) => value switch
    {
        null => importer.WriteNullAsync(cancellationToken),
        string text => importer.WriteAsync(text, cancellationToken),
        Guid id => importer.WriteAsync(id, cancellationToken),
        int number => importer.WriteAsync(number, cancellationToken),
        long number => importer.WriteAsync(number, cancellationToken),
        bool flag => importer.WriteAsync(flag, cancellationToken),
        DateOnly date => importer.WriteAsync(date, cancellationToken),
        DateTime instant => importer.WriteAsync(instant, cancellationToken),
        byte[] bytes => importer.WriteAsync(bytes, cancellationToken),
        _ => throw new NotSupportedException($"No column of this store holds a {value.GetType().Name}."),
    };
}
