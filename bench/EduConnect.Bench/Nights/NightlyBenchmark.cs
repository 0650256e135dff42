using EduConnect.Bench.Imports;
using EduConnect.Core.Nightly;

namespace EduConnect.Bench.Nights;

/// <summary>
/// <c>nightly</c>: rows a second of each step of the night that found something to do ÷ rows a second of a bare COPY of the same store. The rows of a step are those
/// it goes through: ties compared, people counted, whoever was expired, renamed, deleted.
/// </summary>
internal sealed class NightlyBenchmark : IBenchmark
{
    private const int Runs = 3;

    public string Name => "nightly";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        using var bench = new ImportBench();
        bench.Generate();
        await bench.WarmUpAsync();
        var pairs = new Dictionary<string, List<(double Ours, double Reference)>>(StringComparer.Ordinal);
        for (var run = 0; run < Runs; run++)
        {
            foreach (var (step, ours, reference) in await MeasureAsync(bench))
            {
                pairs[step] = [.. pairs.GetValueOrDefault(step) ?? [], (ours, reference)];
            }
        }

        return pairs.Select(step => Figure.FromPairs($"{Name}-{step.Key}", "rows per second", step.Value, against: "bare COPY of all rows of the store, same indexes"));
    }

    private static async Task<List<(string Step, double Ours, double Reference)>> MeasureAsync(ImportBench bench)
    {
        var main = await bench.NewStoreAsync();
        await bench.ImportAsync(bench.Complets, main);
        using var copy = new BareCopy(main);
        var (rows, seconds) = await copy.MeasureAsync(bench);
        await DueWork.MakeAsync(main);
        var counted = await DueWork.CountedAsync(main);
        var report = await NightRun.RunAsync(main, await ImportBench.NewDatabaseAsync());
        return [.. report.Steps.Select(step => (step.Name, Rows: RowsOf(step, counted), step.Seconds)).Where(step => step.Rows > 0)
            .Select(step => (step.Name, Math.Round(step.Rows / Math.Max(step.Seconds, 0.1)), Math.Round(rows / seconds)))];
    }

    private static double RowsOf(NightStepReport step, long counted) => step.Name switch
    {
        "matching" => step.Counts["compared"],
        "deadlines" => step.Counts["passwords"] + step.Counts["activations"],
        "usernames" => step.Counts["given"],
        "purge" => step.Counts["pupils"] + step.Counts["guardians"] + step.Counts["records"],
        "audit" => step.Counts["sealed"],
        "statistics" or "meteostats" => counted,
        _ => 0,
    };
}
