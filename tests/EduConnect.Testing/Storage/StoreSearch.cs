using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Testing.Storage;

/// <summary>Looks for a text in every column of every table of a store, as somebody with a copy of the database would.</summary>
public static class StoreSearch
{
    /// <summary>The tables that hold <paramref name="text"/> anywhere, whatever the case; dashes do not count, so that identifiers are found in both their forms.</summary>
    public static async Task<IReadOnlyList<string>> TablesHoldingAsync(DbContext db, string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.OpenConnectionAsync(cancellation);
        var wanted = Plain(text);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                if (Enumerable.Range(0, reader.FieldCount).Any(column => Plain(Read(reader, column)).Contains(wanted, StringComparison.OrdinalIgnoreCase)))
                {
                    found.Add(table);
                }
            }
        }

        return [.. found];
    }

    private static string Read(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static string Plain(string text) => text.Replace("-", string.Empty, StringComparison.Ordinal);
}
