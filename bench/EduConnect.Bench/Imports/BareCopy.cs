using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EduConnect.Bench.Imports;

/// <summary>The reference: every row an import wrote, copied from files by a bare COPY into empty tables with the same columns and indexes.</summary>
internal sealed class BareCopy(string database) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Copies all rows out, makes the tables anew in another database, and gives the rows and the seconds that copying them in took.</summary>
    public async Task<(long Rows, double Seconds)> MeasureAsync(ImportBench bench)
    {
        List<string> tables;
        await using (var db = bench.Open(database))
        {
            tables = [.. db.Model.GetEntityTypes().Where(type => !type.IsOwned()).Select(type => type.GetTableName()!).Distinct(StringComparer.Ordinal)];
        }

        await using (var source = await OpenAsync(database))
        {
            foreach (var table in tables)
            {
                await using var reader = await source.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)");
                await using var file = File.Create(PathOf(table));
                await reader.CopyToAsync(file);
            }
        }

        var target = await bench.NewStoreAsync();
        await using var connection = await OpenAsync(target);
        var watch = Stopwatch.StartNew();
        foreach (var table in tables)
        {
            await using var writer = await connection.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)");
            await using var file = File.OpenRead(PathOf(table));
            await file.CopyToAsync(writer, 1 << 20);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var rows = 0L;
        foreach (var table in tables)
        {
            await using var count = new NpgsqlCommand($"select count(*) from {table}", connection);
            rows += (long)(await count.ExecuteScalarAsync())!;
        }

        return (rows, seconds);
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string table) => Path.Combine(_folder.Path, table);

    private static async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        return connection;
    }
}
