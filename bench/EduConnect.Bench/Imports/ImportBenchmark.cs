namespace EduConnect.Bench.Imports;

/// <summary><c>import</c>: rows written per second by a first complet, reading and checking the files included ÷ a bare COPY of the same rows into the same indexes; and the memory it takes.</summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const int Runs = 3;

    public string Name => "import";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        using var bench = new ImportBench();
        bench.Generate();
        await bench.WarmUpAsync();
        var pairs = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            var database = await bench.NewStoreAsync();
            var (seconds, _) = await bench.ImportAsync(bench.Complets, database);
            using var copy = new BareCopy(database);
            var (rows, reference) = await copy.MeasureAsync(bench);
            pairs.Add((Math.Round(rows / seconds), Math.Round(rows / reference)));
        }

        var peak = await ImportMemory.PeakAsync(bench.Complets, await ImportBench.NewDatabaseAsync(), await ImportBench.NewDatabaseAsync());
        return
        [
            Figure.FromPairs("import", "rows per second", pairs, against: "bare COPY of all rows written, same indexes"),
            new Figure("import-memory", Math.Round(peak / 300.0, 4), peak, 300, "MB resident at most, own process; the limit is the reference", [], peak),
        ];
    }
}
