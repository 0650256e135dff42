using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Checking;

/// <summary>Finds the accounts of a list of hashes: no index knows hashes, so every username is hashed once and looked up in the list, which fits in memory (some 20 MB for the longest).</summary>
public sealed class HashedUsernames(IDbContextFactory<MainDb> main, StorageProvider provider, ReadOnlyMode readOnly)
{
    private const int PageSize = 5_000;

    /// <summary>Writes the account beside every hash that is the one of a username; the verdict comes later.</summary>
    /// <param name="campaign">the campaign</param>
    /// <param name="tell">told after each page of accounts, so that the lease goes on</param>
    /// <param name="cancellationToken">the worker stops</param>
    /// <returns>false when the campaign was cancelled meanwhile</returns>
    public async Task<bool> FindAsync(Guid campaign, Func<CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        var (hashes, numbers) = await ReadAsync(campaign, cancellationToken);
        var last = Guid.Empty;
        while (hashes.Length > 0)
        {
            await using var db = await main.CreateDbContextAsync(cancellationToken);
            var page = await db.Set<Account>().AsNoTracking().Where(account => account.Id > last).OrderBy(account => account.Id).Take(PageSize)
                .Select(account => new { account.Id, account.Username }).ToListAsync(cancellationToken);
            var found = page.SelectMany(account => LinesOf(campaign, account.Id, Hash(account.Username), hashes, numbers)).ToList();
            if (found.Count > 0)
            {
                await using var transaction = await CampaignGuard.HoldAsync(db, readOnly, campaign, CampaignState.Checking, cancellationToken);
                if (transaction is null)
                {
                    return false;
                }

                await provider.Bulk(db).MergeAsync(db, found, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            await tell(cancellationToken);
            if (page.Count < PageSize)
            {
                break;
            }

            last = page[^1].Id;
        }

        return true;
    }

    /// <summary>What a list of hashes holds of a username: SHA-256 of its lower case.</summary>
    public static byte[] Hash(string username) => SHA256.HashData(Encoding.UTF8.GetBytes(username));

    private async Task<(Guid[] Hashes, int[] Numbers)> ReadAsync(Guid campaign, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var lines = await db.Set<CampaignLine>().AsNoTracking().Where(line => line.CampaignId == campaign && line.Verdict == LineVerdict.Waiting && line.UsernameHash != null)
            .Select(line => new { line.Number, line.UsernameHash }).ToListAsync(cancellationToken);
        var hashes = lines.Select(line => Key(line.UsernameHash!)).ToArray();
        var numbers = lines.Select(line => line.Number).ToArray();
        Array.Sort(hashes, numbers);
        return (hashes, numbers);
    }

    private static IEnumerable<CampaignLine> LinesOf(Guid campaign, Guid account, byte[] hash, Guid[] hashes, int[] numbers)
    {
        var key = Key(hash);
        var any = Array.BinarySearch(hashes, key);
        for (; any > 0 && hashes[any - 1] == key; any--)
        {
        }

        for (; any >= 0 && any < hashes.Length && hashes[any] == key; any++)
        {
            yield return new CampaignLine { CampaignId = campaign, Number = numbers[any], UsernameHash = hash, AccountId = account };
        }
    }

    // Half the hash: 128 bits are more than enough to tell usernames apart, and take half the memory.
    private static Guid Key(byte[] hash) => new(hash.AsSpan(0, 16));
}
