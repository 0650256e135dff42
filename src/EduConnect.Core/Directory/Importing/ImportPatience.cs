namespace EduConnect.Core.Directory.Importing;

/// <summary>Waits for an import that somebody else is running: the watch of a worker, a command, another node.</summary>
internal static class ImportPatience
{
    /// <summary>How long another import is waited for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>How often is looked whether it has ended.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Does <paramref name="work"/> as soon as nobody else imports.</summary>
    /// <exception cref="ImportBusyException">Somebody still does after <see cref="Longest"/>.</exception>
    public static async Task<T> TakeTurnAsync<T>(Func<Task<T>> work, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var since = clock.GetTimestamp(); ;)
        {
            try
            {
                return await work();
            }
            catch (ImportBusyException) when (clock.GetElapsedTime(since) < Longest)
            {
                // looked at again below
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
