namespace EduConnect.Bench;

/// <summary>A folder of a measure, removed at its end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("educonnect-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
