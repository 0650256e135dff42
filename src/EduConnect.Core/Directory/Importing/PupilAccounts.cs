using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>One account per pupil of the 2nd degree (domain 3.1), kept from school to school.</summary>
internal sealed class PupilAccounts(ChunkRunner chunks, UsernameAllocator usernames, DirectoryIds ids)
{
    /// <param name="placed">Pupils who attend a school of the 2nd degree.</param>
    /// <param name="added">Those made in this chunk, who cannot have an account.</param>
    /// <param name="counts">Counts of accounts.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task GiveAsync(IReadOnlyList<Pupil> placed, HashSet<Pupil> added, EntityCounts counts, CancellationToken cancellationToken)
    {
        var older = placed.Where(pupil => !added.Contains(pupil)).Select(pupil => pupil.Id).ToArray();
        var served = await ServedAsync(older, cancellationToken);
        if (older.Except(served).ToArray() is { Length: > 0 } unserved)
        {
            // A school that joins one of them with another may have given it an account since.
            await PupilTurn.TakeAllAsync(chunks.Db, unserved, cancellationToken);
            served = await ServedAsync(older, cancellationToken);
        }

        var without = placed.ExceptBy(served, pupil => pupil.Id).ToList();
        var given = await usernames.AllocateAsync(chunks.Db, chunks.Bulk, without.ConvertAll(pupil => UsernameBase.Of(pupil.FirstName, pupil.FamilyName)), cancellationToken);
        var accounts = without.Select((pupil, i) => new Account
        {
            Id = ids.Account(pupil.Id),
            Kind = AccountKind.Pupil,
            PupilId = pupil.Id,
            Username = given[i],
            CreatedAt = chunks.Now,
        }).ToList();
        counts.Added += accounts.Count;
        await chunks.Bulk.InsertAsync(chunks.Db, accounts, cancellationToken);
    }

    private async Task<List<Guid>> ServedAsync(Guid[] pupils, CancellationToken cancellationToken) => pupils.Length == 0
        ? []
        : await chunks.Db.Set<Account>().Where(account => account.PupilId != null && EF.Parameter(pupils).Contains(account.PupilId.Value)).Select(account => account.PupilId!.Value).ToListAsync(cancellationToken);
}
