using EduConnect.Core.Directory;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>Writes what a school decided about a doubt, inside the caller's transaction.</summary>
internal static class DoubtDecisions
{
    /// <summary>
    /// Whether the school may decide: the doubt waits here, and nobody has settled it elsewhere since the night looked. <paramref name="db"/> is opened for the school,
    /// <paramref name="all"/> is not.
    /// </summary>
    public static async Task<OpenDoubt?> FindAsync(MainDb db, MainDb all, Guid id, CancellationToken cancellationToken) =>
        await OpenDoubts.Of(db).SingleOrDefaultAsync(doubt => doubt.Id == id, cancellationToken) is { } open
            && !(await SettledPairs.OfAsync(all, [open.FirstAccount, open.SecondAccount], cancellationToken)).Contains(NearPair.Ordered(open.FirstAccount, open.SecondAccount))
            ? open
            : null;

    /// <summary>Decides it, and every other doubt of the school about the same two accounts.</summary>
    /// <returns>false when another agent decided meanwhile: the caller must roll back</returns>
    public static async Task<bool> DecideAsync(MainDb db, OpenDoubt open, DoubtDecision decision, DateTime now, CancellationToken cancellationToken)
    {
        var waiting = db.Set<GuardianDoubt>().Where(doubt => doubt.Decision == DoubtDecision.Open);
        if (await SetAsync(waiting.Where(doubt => doubt.Id == open.Id), decision, now, cancellationToken) != 1)
        {
            return false;
        }

        var first = db.Set<GuardianRecord>().Where(record => record.AccountId == open.FirstAccount).Select(record => record.Id);
        var second = db.Set<GuardianRecord>().Where(record => record.AccountId == open.SecondAccount).Select(record => record.Id);
        await SetAsync(
            waiting.Where(doubt => (first.Contains(doubt.GuardianRecordId) && second.Contains(doubt.OtherRecordId)) || (second.Contains(doubt.GuardianRecordId) && first.Contains(doubt.OtherRecordId))),
            decision, now, cancellationToken);
        return true;
    }

    private static Task<int> SetAsync(IQueryable<GuardianDoubt> doubts, DoubtDecision decision, DateTime now, CancellationToken cancellationToken) =>
        doubts.ExecuteUpdateAsync(row => row.SetProperty(doubt => doubt.Decision, decision).SetProperty(doubt => doubt.DecidedAt, now), cancellationToken);
}
