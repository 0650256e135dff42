using EduConnect.Testing.Storage;

namespace EduConnect.Bench.Letters;

/// <summary><c>letters</c>: informing 2,000 pupils ÷ a bare Typst compile of the same pages, on the embedded store.</summary>
internal sealed class LettersBenchmark : IBenchmark
{
    public string Name => "letters";

    public async Task<IEnumerable<Figure>> RunAsync() => [await InformingRuns.CompareAsync(Name, Engine.Sqlite)];
}
