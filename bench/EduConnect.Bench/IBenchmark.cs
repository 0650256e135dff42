namespace EduConnect.Bench;

/// <summary>One benchmark: measures ours and its reference alternately and gives one or more figures.</summary>
internal interface IBenchmark
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    Task<IEnumerable<Figure>> RunAsync();
}
