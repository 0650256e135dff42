using EduConnect.Testing.Storage;

namespace EduConnect.Bench.Letters;

/// <summary><c>inform-school</c>: a whole school of 2,000 pupils informed at once ÷ a bare Typst compile of the same pages, on PostgreSQL.</summary>
internal sealed class InformSchoolBenchmark : IBenchmark
{
    public string Name => "inform-school";

    public async Task<IEnumerable<Figure>> RunAsync() => [await InformingRuns.CompareAsync(Name, Engine.PostgreSql)];
}
