using System.Globalization;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Usernames;

/// <summary>
/// Gives usernames, one or a hundred thousand at a time: the first holder of a base gets it bare, the others a number of <see cref="UsernameNumbers"/>.
/// Never one that an account holds or that was retired. Counters are written at once, in the transaction that the accounts are written in.
/// </summary>
public sealed class UsernameAllocator(KeyRing keys)
{
    private readonly UsernameNumbers _numbers = new(keys.All(KeyPurpose.Usernames)[0].Secret);

    /// <summary>One username for each base, in the order given.</summary>
    public async Task<IReadOnlyList<string>> AllocateAsync(MainDb db, IBulkStore bulk, IReadOnlyList<string> bases, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(bulk);
        ArgumentNullException.ThrowIfNull(bases);
        var distinct = bases.Distinct(StringComparer.Ordinal).ToArray();
        var taken = await TakenAsync(db, distinct, cancellationToken);
        var given = new string?[bases.Count];
        var homonyms = new List<int>();
        for (var i = 0; i < bases.Count; i++)
        {
            if (taken.Add(bases[i]))
            {
                given[i] = bases[i];
            }
            else
            {
                homonyms.Add(i);
            }
        }

        if (homonyms.Count > 0)
        {
            await NumberAsync(db, bulk, bases, homonyms, taken, given, cancellationToken);
        }

        return given!;
    }

    private static async Task<HashSet<string>> TakenAsync(MainDb db, string[] usernames, CancellationToken cancellationToken)
    {
        var held = await db.Set<Account>().Where(account => EF.Parameter(usernames).Contains(account.Username)).Select(account => account.Username)
            .Concat(db.Set<RetiredUsername>().Where(retired => EF.Parameter(usernames).Contains(retired.Username)).Select(retired => retired.Username))
            .ToListAsync(cancellationToken);
        return new HashSet<string>(held, StringComparer.Ordinal);
    }

    private async Task NumberAsync(MainDb db, IBulkStore bulk, IReadOnlyList<string> bases, List<int> homonyms, HashSet<string> taken, string?[] given, CancellationToken cancellationToken)
    {
        var counters = await CountersAsync(db, [.. homonyms.Select(i => bases[i]).Distinct(StringComparer.Ordinal)], cancellationToken);
        while (homonyms.Count > 0)
        {
            var proposals = homonyms.ConvertAll(i => (Index: i, Username: Next(counters[bases[i]])));
            taken.UnionWith(await TakenAsync(db, [.. proposals.Select(proposal => proposal.Username)], cancellationToken));
            homonyms = [];
            foreach (var (index, username) in proposals)
            {
                if (taken.Add(username))
                {
                    given[index] = username;
                }
                else
                {
                    homonyms.Add(index);
                }
            }
        }

        await bulk.MergeAsync(db, counters.Values, cancellationToken);
    }

    private string Next(UsernameCounter counter) =>
        counter.Base + _numbers.At(counter.Base, counter.Given++).ToString(CultureInfo.InvariantCulture);

    private static async Task<Dictionary<string, UsernameCounter>> CountersAsync(MainDb db, string[] bases, CancellationToken cancellationToken)
    {
        var counters = await db.Set<UsernameCounter>().AsNoTracking().Where(counter => EF.Parameter(bases).Contains(counter.Base))
            .ToDictionaryAsync(counter => counter.Base, StringComparer.Ordinal, cancellationToken);
        foreach (var missing in bases.Where(name => !counters.ContainsKey(name)))
        {
            counters.Add(missing, new UsernameCounter { Base = missing });
        }

        return counters;
    }
}
