namespace EduConnect.Core.Directory.Importing;

/// <summary>Reads ahead on another thread, so that parsing the next batch goes on while the database takes the present one.</summary>
internal static class Batches
{
    /// <summary>Cuts <paramref name="items"/> into lists of at most <paramref name="size"/>, at most two of them waiting.</summary>
    public static async IAsyncEnumerable<List<T>> ReadAheadAsync<T>(
        Func<CancellationToken, IEnumerable<T>> items, int size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = System.Threading.Channels.Channel.CreateBounded<List<T>>(1);
        var producer = Task.Run(() => ProduceAsync(items, size, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return batch;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await producer;
        }
    }

    private static async Task ProduceAsync<T>(
        Func<CancellationToken, IEnumerable<T>> items, int size, System.Threading.Channels.ChannelWriter<List<T>> writer, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            foreach (var batch in items(cancellationToken).Chunk(size))
            {
                await writer.WriteAsync([.. batch], cancellationToken);
            }
        }
        catch (Exception error)
        {
            failure = error;
        }

        writer.TryComplete(failure);
    }
}
