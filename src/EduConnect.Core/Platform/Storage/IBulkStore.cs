namespace EduConnect.Core.Platform.Storage;

/// <summary>Mass writes that the change tracker cannot do: the fastest copy of rows each engine offers.</summary>
public interface IBulkStore
{
    /// <summary>
    /// Says of the transaction that it looks rows up by their keys, some thousands at a time: every question goes through an index, whatever the engine believes
    /// of the tables. In one that grows from nothing to millions it believes what was true of the first rows, and reads the whole of it each time.
    /// </summary>
    Task LookUpByKeysAsync(CancellationToken cancellationToken);

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
