using System.Text.Json;
using System.Text.Json.Serialization;
using EduConnect.Bench;

var benchmarks = typeof(Figure).Assembly.GetTypes()
    .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IBenchmark).IsAssignableFrom(type))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .ToList();
var wanted = args.Length == 0 ? benchmarks : benchmarks.Where(benchmark => args.Contains(benchmark.Name)).ToList();
if (args.Except(benchmarks.Select(benchmark => benchmark.Name)).ToList() is { Count: > 0 } unknown)
{
    await Console.Error.WriteLineAsync($"educonnect bench: there is no benchmark {string.Join(", ", unknown)}; there are {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}.");
    return 2;
}

var options = new JsonSerializerOptions
{
    PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
};
foreach (var benchmark in wanted)
{
    foreach (var figure in await benchmark.RunAsync())
    {
        Console.WriteLine(JsonSerializer.Serialize(figure, options));
    }
}

return 0;
