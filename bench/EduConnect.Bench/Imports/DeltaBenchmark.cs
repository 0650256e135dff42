namespace EduConnect.Bench.Imports;

/// <summary><c>delta</c>: the time of deltas in which something happens to 1 % of the families ÷ the time of the complets before them, in a warm process.</summary>
internal sealed class DeltaBenchmark : IBenchmark
{
    private const int Runs = 3;

    public string Name => "delta";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        using var bench = new ImportBench();
        bench.Generate();
        await bench.WarmUpAsync();
        var pairs = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            var database = await bench.NewStoreAsync();
            var (complet, _) = await bench.ImportAsync(bench.Complets, database);
            var (delta, _) = await bench.ImportAsync(bench.Deltas, database);
            pairs.Add((delta, complet));
        }

        return [Figure.FromPairs("delta", "seconds", pairs, against: "complets of the same académie")];
    }
}
