using EduConnect.Core.Directory;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>Pairs of accounts about which nobody is asked any more: a school has decided, or one of the holders is asked or was asked (domain 4.2).</summary>
internal static class SettledPairs
{
    /// <summary>Those in which one of <paramref name="accounts"/> stands.</summary>
    /// <param name="db">main, not opened for one school: what another school decided holds here too</param>
    /// <param name="accounts">accounts of guardians</param>
    /// <param name="cancellationToken">ends the wait</param>
    public static async Task<HashSet<(Guid Low, Guid High)>> OfAsync(MainDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancellationToken)
    {
        if (accounts.Count == 0)
        {
            return [];
        }

        Guid[] ids = [.. accounts];
        var proposed = await db.Set<RecordProposal>().Where(proposal => EF.Parameter(ids).Contains(proposal.AccountId))
            .Join(db.Set<GuardianRecord>(), proposal => proposal.GuardianRecordId, record => record.Id, (proposal, record) => new { One = proposal.AccountId, Other = record.AccountId })
            .ToListAsync(cancellationToken);
        var decided = await (
            from doubt in db.Set<GuardianDoubt>()
            where doubt.Decision != DoubtDecision.Open
            join one in db.Set<GuardianRecord>() on doubt.GuardianRecordId equals one.Id
            join other in db.Set<GuardianRecord>() on doubt.OtherRecordId equals other.Id
            where EF.Parameter(ids).Contains(one.AccountId!.Value)
            select new { One = one.AccountId!.Value, Other = other.AccountId }).ToListAsync(cancellationToken);
        return [.. proposed.Concat(decided).Where(pair => pair.Other is not null).Select(pair => NearPair.Ordered(pair.One, pair.Other!.Value))];
    }
}
