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

    /// <summary>
    /// The same for rows that may be there: a row of <paramref name="table"/> with the same values in <paramref name="keys"/> takes the new values of the other columns.
    /// </summary>
    /// <returns>The number of rows written.</returns>
    Task<long> MergeAsync(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);
}
