namespace EduConnect.Core.Platform.Storage;

/// <summary>Mass writes that the change tracker cannot do: the fastest copy of rows each engine offers.</summary>
public interface IBulkStore
{
    /// <summary>
    /// Copies <paramref name="rows"/> (values in the order of <paramref name="columns"/>: string, Guid, int, long, bool, DateOnly,
    /// DateTime in UTC, byte[] or null) into <paramref name="table"/> on the connection and transaction of the store.
    /// </summary>
    /// <returns>The number of rows written.</returns>
    Task<long> CopyAsync(string table, IReadOnlyList<string> columns, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);
}
