using System.Diagnostics;
using System.Text;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using EduConnect.Synthesis;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Bench.Imports;

/// <summary>What the three figures of the import share: generated exports and PostgreSQL databases.</summary>
internal sealed class ImportBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PostgreSqlProvider _provider = new();

    /// <summary>Pupils of the complet; <c>EDUCONNECT_BENCH_PUPILS</c> changes it.</summary>
    public static int Pupils { get; } = int.TryParse(Environment.GetEnvironmentVariable("EDUCONNECT_BENCH_PUPILS"), out var pupils) ? pupils : 100_000;

    public string Complets => Path.Combine(_folder.Path, "complets");

    public string Deltas => Path.Combine(_folder.Path, "deltas");

    public string Redated => Path.Combine(_folder.Path, "redated");

    /// <summary>Writes the complets of one académie and, one day later, deltas in which something happens to 1 % of the families.</summary>
    public void Generate()
    {
        new Exporter(new SynthesisOptions { Pupils = Pupils, Deltas = 1, DailyChanges = 0.01, ChunkSize = 10_000 }, Complets).Write();
        foreach (var folder in Directory.GetDirectories(Complets, "*-delta", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Deltas, Path.GetRelativePath(Complets, folder));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(folder, target);
        }
    }

    /// <summary>The same complets, exported a day later without any change.</summary>
    public void Redate()
    {
        foreach (var file in Directory.GetFiles(Complets, "*.xml", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Redated, Path.GetRelativePath(Complets, file).Replace("20260902", "20260903", StringComparison.Ordinal));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, File.ReadAllText(file, Encoding.Latin1).Replace("02/09/2026", "03/09/2026", StringComparison.Ordinal), Encoding.Latin1);
        }
    }

    public static Task<string> NewDatabaseAsync() => PostgreSqlServer.NewDatabaseAsync();

    public MainDb Open(string database)
    {
        var options = new DbContextOptionsBuilder<MainDb>();
        _provider.Configure(options, database);
        return new MainDb(options.Options);
    }

    public async Task<string> NewStoreAsync()
    {
        var database = await NewDatabaseAsync();
        await using var db = Open(database);
        await db.Database.MigrateAsync();
        return database;
    }

    /// <summary>Imports and gives the duration in seconds with the report.</summary>
    public async Task<(double Seconds, ImportReport Report)> ImportAsync(string folder, string database)
    {
        var keys = new KeyRing(Path.Combine(_folder.Path, "keys"), TimeProvider.System, new SystemRandomSource());
        var import = new DirectoryImport(
            () => Open(database), _provider, keys, new ReadOnlyMode(TimeProvider.System), TimeProvider.System, new MappingProfiles(), Path.Combine(_folder.Path, "work"));
        var watch = Stopwatch.StartNew();
        var report = await import.RunAsync(new ImportRequest(folder), CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        return report.Outcome == ImportOutcome.Refused ? throw new InvalidOperationException(string.Join(" | ", report.Reasons)) : (seconds, report);
    }

    /// <summary>A small import first, so that no figure counts the compiler.</summary>
    public async Task WarmUpAsync()
    {
        var small = Path.Combine(_folder.Path, "small");
        new Exporter(new SynthesisOptions { Pupils = 3_000, Deltas = 1, Seed = 7 }, small).Write();
        await ImportAsync(small, await NewStoreAsync());
    }

    public void Dispose() => _folder.Dispose();
}
