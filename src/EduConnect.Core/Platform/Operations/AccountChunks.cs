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

    /// <summary>Does one transaction, and does it again when somebody else's save came first: nothing of it was saved then, all of it is looked at again.</summary>
    public async Task AgainAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await work(cancellationToken);
                return;
            }
            catch (DbUpdateException race) when (attempt < Tries && provider.IsRace(race))
            {
                // The next try reads what the other one saved.
            }
        }
    }

    private Task OneAsync(
        Guid[] chunk, Func<CancellationToken, Task<HashSet<Guid>>> doneAsync, Func<IReadOnlyList<Guid>, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        AgainAsync(
            async stop =>
            {
                var done = await doneAsync(stop);
                await work([.. chunk.Where(account => !done.Contains(account))], stop);
            },
            cancellationToken);
}
