using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Actions;

/// <summary>Carries out what a guardian decided about children: records that were proposed come over with the first child confirmed, ties are confirmed or reported (domain 4.2, §7).</summary>
[UseCase(Effect.Modifies)]
public sealed class CarryOutTies(MainDb main, ActionsReader reader, RecordMoves moves, TieStatements statements, TimeProvider clock)
{
    /// <summary>Carries out, in one transaction.</summary>
    /// <returns>false when something has changed meanwhile: nothing was done, the page has to be looked at again</returns>
    public async Task<bool> RunAsync(Guid accountId, TieDecision decision, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(actor);
        await using var transaction = await main.Database.BeginTransactionAsync(cancellation);
        var account = await main.Set<Account>().FirstAsync(one => one.Id == accountId, cancellation);
        var shown = (await reader.ReadAsync(main, account, cancellation)).Children;
        Guid[] spoken = [.. decision.Confirmed, .. decision.ReportedWrong, .. decision.DateReported];
        if (!spoken.All(pupil => shown.Any(one => one.Child.PupilId == pupil)) || account.StateTie() != AccountRefusal.None
            || !await ComeAsync(account, shown, decision, actor, cancellation))
        {
            main.ChangeTracker.Clear();
            return false;
        }

        var own = await Children.OfAsync(main, accountId, cancellation);
        var reported = decision.ReportedWrong.Where(pupil => own.Any(child => child.PupilId == pupil && child.Statement != LinkStatement.Confirmed)).ToList();
        await statements.ApplyAsync(main, account, own, decision with { ReportedWrong = reported }, actor, cancellation);
        if (!await main.TrySaveAsync(cancellation))
        {
            return false;
        }

        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task<bool> ComeAsync(Account account, IReadOnlyList<PendingChild> shown, TieDecision decision, Actor actor, CancellationToken cancellation)
    {
        foreach (var record in shown.SelectMany(one => one.Records).Distinct().Order().ToList())
        {
            var children = shown.Where(one => one.Records.Contains(record)).Select(one => one.Child).ToList();
            if (children.Exists(child => decision.Confirmed.Contains(child.PupilId)))
            {
                if (!await MoveAsync(account, record, actor, cancellation))
                {
                    return false;
                }
            }
            else if (children.TrueForAll(child => decision.ReportedWrong.Contains(child.PupilId)))
            {
                await DeclineAsync(account, record, actor, cancellation);
            }
            else if (children.Exists(child => decision.DateReported.Contains(child.PupilId)))
            {
                var ties = main.Set<GuardianLink>().Where(link => link.GuardianRecordId == record && link.GoneAt == null);
                await statements.ApplyAsync(main, account, ties, children, decision with { ReportedWrong = [] }, actor, cancellation);
            }
        }

        return true;
    }

    private async Task<bool> MoveAsync(Account account, Guid record, Actor actor, CancellationToken cancellation)
    {
        // Holds the record until the end: whoever takes it at the same moment waits here, and finds then that it is proposed no more.
        await main.Set<GuardianRecord>().Where(one => one.Id == record).ExecuteUpdateAsync(row => row.SetProperty(one => one.AccountId, one => one.AccountId), cancellation);
        var proposed = ActionsReader.Proposed(main, account.Id).Where(one => one.Id == record);
        var from = await main.Set<Account>().FirstOrDefaultAsync(one => proposed.Any(held => held.AccountId == one.Id), cancellation);
        return from is not null && await moves.MoveAsync(main, from, account, [record], actor, cancellation);
    }

    private async Task DeclineAsync(Account account, Guid record, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await main.Set<RecordProposal>().Where(proposal => proposal.GuardianRecordId == record && proposal.AccountId == account.Id && proposal.AnsweredAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(proposal => proposal.AnsweredAt, now), cancellation);
        main.Add(actor.Event("tie.proposal-declined", now, account.Id));
    }
}
