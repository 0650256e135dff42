using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Provisional;

/// <summary>
/// Seals the copies that schools may read anew under the current key (S-PP4). Chunk by chunk, each one transaction: stopped anywhere, the next run does what is
/// left. Who chooses a password, or gets another one, at the same time comes first.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class ResealProvisional(IDbContextFactory<MainDb> main, ProvisionalPasswordVault vault, ReadOnlyMode readOnly)
{
    private const int ChunkSize = 500;

    /// <summary>Seals anew whatever is not under the current key.</summary>
    /// <returns>how many copies</returns>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<Guid> accounts;
        await using (var db = await main.CreateDbContextAsync(cancellationToken))
        {
            accounts = await db.Set<Account>().Where(account => account.ProvisionalCipher != null).OrderBy(account => account.Id).Select(account => account.Id).ToListAsync(cancellationToken);
        }

        var count = 0;
        foreach (var chunk in accounts.Chunk(ChunkSize))
        {
            readOnly.EnsureWritable();
            count += await ResealAsync(chunk, cancellationToken);
        }

        return count;
    }

    private async Task<int> ResealAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var rows = await db.Set<Account>().AsNoTracking().Where(account => ids.Contains(account.Id) && account.ProvisionalCipher != null && account.ProvisionalCreatedAt != null)
            .Select(account => new { account.Id, Cipher = account.ProvisionalCipher!, CreatedAt = account.ProvisionalCreatedAt!.Value }).ToListAsync(cancellationToken);
        var count = 0;
        foreach (var row in rows)
        {
            if (vault.Reseal(row.Id, row.CreatedAt, row.Cipher) is { } fresh)
            {
                count += await db.Set<Account>().Where(account => account.Id == row.Id && account.ProvisionalCipher == row.Cipher)
                    .ExecuteUpdateAsync(set => set.SetProperty(account => account.ProvisionalCipher, fresh), cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return count;
    }
}
