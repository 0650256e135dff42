using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Operations;

/// <summary>Long work on many accounts: chunk by chunk, each one transaction, taken up again where it stopped.</summary>
public sealed class AccountChunks(StorageProvider provider)
{
    private const int ChunkSize = 200;
    private const int Tries = 10;

    /// <summary>Does <paramref name="work"/> for every account that is not marked as done.</summary>
    /// <param name="accounts">all accounts of the order; one named twice counts once</param>
    /// <param name="doneAsync">reads the marks that the work saves with each change</param>
    /// <param name="work">one transaction over some accounts, marks included</param>
    /// <param name="tell">told how many accounts are done after each chunk</param>
    /// <param name="cancellationToken">the worker stops</param>
    public async Task WorkAsync(
        IReadOnlyList<Guid> accounts, Func<CancellationToken, Task<HashSet<Guid>>> doneAsync, Func<IReadOnlyList<Guid>, CancellationToken, Task> work,
        Func<int, CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(doneAsync);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(tell);
        var done = await doneAsync(cancellationToken);
        var count = done.Count;
        foreach (var chunk in accounts.Distinct().Where(account => !done.Contains(account)).Chunk(ChunkSize))
        {
            await OneAsync(chunk, doneAsync, work, cancellationToken);
            count += chunk.Length;
            await tell(count, cancellationToken);
        }
    }

    private async Task OneAsync(
        Guid[] chunk, Func<CancellationToken, Task<HashSet<Guid>>> doneAsync, Func<IReadOnlyList<Guid>, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var done = await doneAsync(cancellationToken);
            try
            {
                await work([.. chunk.Where(account => !done.Contains(account))], cancellationToken);
                return;
            }
            catch (DbUpdateException race) when (attempt < Tries && provider.IsRace(race))
            {
                // Somebody changed one of these accounts meanwhile: nothing of the chunk was saved, all of it is looked at again.
            }
        }
    }
}
