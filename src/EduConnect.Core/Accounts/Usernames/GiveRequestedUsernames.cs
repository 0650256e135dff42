using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Usernames;

/// <summary>What a night did.</summary>
/// <param name="Given">accounts with a new username</param>
/// <param name="Waiting">guardians whose names are not the same in every school any more: asked again the next night</param>
public sealed record GivenUsernames(int Given, int Waiting);

/// <summary>
/// The night step of row #167: whoever asked for a new username gets it, keeps the password, and the old one is retired for ever. Chunk by chunk,
/// each one transaction: stopped anywhere, the next run goes on.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class GiveRequestedUsernames(IDbContextFactory<MainDb> main, StorageProvider provider, UsernameAllocator usernames, TimeProvider clock)
{
    /// <summary>Code of the audit event.</summary>
    public const string Code = "account.username-given";

    private const int ChunkSize = 200;
    private const int Tries = 10;

    /// <summary>Gives all that are asked for now.</summary>
    public async Task<GivenUsernames> RunAsync(CancellationToken cancellationToken)
    {
        var (given, waiting) = (0, 0);
        foreach (var chunk in (await AskedAsync(cancellationToken)).Chunk(ChunkSize))
        {
            var left = await ChunkAsync(chunk, cancellationToken);
            (given, waiting) = (given + left.Given, waiting + left.Waiting);
        }

        return new GivenUsernames(given, waiting);
    }

    private async Task<List<Guid>> AskedAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().Where(account => account.NewUsernameRequestedAt != null && account.ClosedAt == null)
            .OrderBy(account => account.NewUsernameRequestedAt).ThenBy(account => account.Id).Select(account => account.Id).ToListAsync(cancellationToken);
    }

    private async Task<GivenUsernames> ChunkAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = await main.CreateDbContextAsync(cancellationToken);
                return await GiveAsync(db, ids, cancellationToken);
            }
            catch (DbUpdateException race) when (attempt < Tries && provider.IsRace(race))
            {
                // One of them was reset or activated meanwhile, or an import took the same name: all of the chunk is looked at again.
            }
        }
    }

    private async Task<GivenUsernames> GiveAsync(MainDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var accounts = await db.Set<Account>().Where(account => ids.Contains(account.Id) && account.NewUsernameRequestedAt != null && account.ClosedAt == null).ToListAsync(cancellationToken);
        var bases = await UsernameNames.BasesAsync(db, accounts, cancellationToken);
        var ready = accounts.Where(account => bases[account.Id] is not null).ToList();
        var given = await usernames.AllocateAsync(db, provider.Bulk(db), ready.ConvertAll(account => bases[account.Id]!), cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        for (var i = 0; i < ready.Count; i++)
        {
            db.Add(new RetiredUsername { Username = ready[i].Username });
            ready[i].TakeUsername(given[i]);
            db.Add(Actor.Service.Event(Code, now, ready[i].Id));
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new GivenUsernames(ready.Count, accounts.Count - ready.Count);
    }
}
