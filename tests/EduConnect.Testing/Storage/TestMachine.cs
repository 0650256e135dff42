namespace EduConnect.Testing.Storage;

/// <summary>
/// Removes what a test process shared between its tests (the private PostgreSQL, the migrated templates) once the last test has ended.
/// Not left to the end of the process: the runner gives that ten seconds, and deleting hundreds of databases may take longer.
/// </summary>
public sealed class TestMachine : IAsyncDisposable
{
    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await SchemaTemplates.RemoveAsync();
        PostgreSqlServer.Stop();
    }
}
