using EduConnect.Core.Directory.Importing;

namespace EduConnect.Bench.Imports;

/// <summary>
/// <c>reimport</c>: the time of the same complet again ÷ the first time; once exported anew a day later, so that every record is read and compared,
/// and once byte for byte the same. No row of the directory or of the accounts may be written.
/// </summary>
internal sealed class ReimportBenchmark : IBenchmark
{
    private const int Runs = 3;

    public string Name => "reimport";

    public async Task<IEnumerable<Figure>> RunAsync()
    {
        using var bench = new ImportBench();
        bench.Generate();
        bench.Redate();
        await bench.WarmUpAsync();
        var compared = new List<(double Ours, double Reference)>();
        var identical = new List<(double Ours, double Reference)>();
        for (var run = 0; run < Runs; run++)
        {
            var database = await bench.NewStoreAsync();
            var (first, _) = await bench.ImportAsync(bench.Complets, database);
            var (same, sameReport) = await bench.ImportAsync(bench.Complets, database);
            var (again, report) = await bench.ImportAsync(bench.Redated, database);
            if (report.Outcome != ImportOutcome.NothingNew || sameReport.Outcome != ImportOutcome.NothingNew)
            {
                throw new InvalidOperationException($"The second import ended with {sameReport.Outcome}, the third with {report.Outcome}.");
            }

            compared.Add((again, first));
            identical.Add((same, first));
        }

        return
        [
            Figure.FromPairs("reimport", "seconds", compared, against: "first import (same records, exported a day later)"),
            Figure.FromPairs("reimport-identical", "seconds", identical, against: "first import (same files)"),
        ];
    }
}
