using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Actions;

/// <summary>The answers about children on the intermediate page (rows #75, #78, #80, #81): some may be left for the next time.</summary>
[UseCase(Effect.Modifies)]
public sealed class AnswerChildren(
    MainDb main, OperationalDb operational, ActionsReader reader, BirthDateLimits limits, PendingSteps steps, CarryOutTies carryOut, TieStatements statements, TimeProvider clock)
{
    /// <summary>Judges the answers; carries them out, or keeps them for the second confirmation of what is reported (row #74).</summary>
    public async Task<AnswerResult> RunAsync(Session session, IReadOnlyList<TieAnswer> answers, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(actor);
        var account = await main.Set<Account>().AsNoTracking().FirstAsync(one => one.Id == session.HolderId, cancellation);
        var shown = (await reader.ReadAsync(main, account, cancellation)).Children;
        var asked = shown.Where(one => answers.Any(answer => answer.PupilId == one.Child.PupilId)).ToList();
        if (asked.Count != answers.Count)
        {
            return new AnswerResult(BirthDateVerdict.Go, TieRefusal.Incomplete, false);
        }

        var print = BirthDateLimits.Proof(null, asked.Select(one => one.Child.DateOnFile));
        if (answers.Any(answer => answer.IsMine))
        {
            var verdict = await limits.TakeAsync(() => TakeInSessionAsync(session.Id, cancellation), account.Id, print, cancellation);
            if (verdict != BirthDateVerdict.Go)
            {
                await HandOverAsync(verdict, account, asked, actor, cancellation);
                return new AnswerResult(verdict, TieRefusal.DateMismatch, false);
            }
        }

        var ties = await Children.OfAsync(main, account.Id, cancellation);
        var othersRemain = ties.Any(tie => tie.Statement != LinkStatement.ReportedWrong && !answers.Any(answer => answer.PupilId == tie.PupilId));
        var (refusal, decision) = TieRules.JudgeAdded([.. asked.Select(one => one.Child)], answers, othersRemain || asked.TrueForAll(one => one.IsReported || one.Records.Count > 0));
        if (refusal != TieRefusal.None)
        {
            return new AnswerResult(BirthDateVerdict.Go, refusal, false);
        }

        await limits.ForgetAsync(account.Id, print, cancellation);
        await AttemptCounters.ForgetAsync(operational, [AttemptKeys.BirthDatesOfSession(session.Id)], cancellation);
        if (asked.Exists(one => decision.ReportedWrong.Contains(one.Child.PupilId) && IsReport(one, asked, decision)))
        {
            await steps.BeginAsync(session.Id, StepKind.Ties, JsonSerializer.Serialize(decision), cancellation);
            return new AnswerResult(BirthDateVerdict.Go, TieRefusal.None, true);
        }

        return new AnswerResult(BirthDateVerdict.Go, await carryOut.RunAsync(account.Id, decision, actor, cancellation) ? TieRefusal.None : TieRefusal.Incomplete, false);
    }

    private Task<bool> TakeInSessionAsync(Guid session, CancellationToken cancellation) => AttemptCounters.TakeAsync(
        operational, AttemptKeys.BirthDatesOfSession(session), clock.GetUtcNow().UtcDateTime, TimeSpan.FromDays(1), Activations.TriesPerActivation, Activations.TriesPerActivation, cancellation);

    // A proposed child is only declined, unless its record comes over with another child.
    private static bool IsReport(PendingChild child, List<PendingChild> asked, TieDecision decision) => child.Records.Count == 0
        ? !child.IsReported
        : asked.Exists(other => decision.Confirmed.Contains(other.Child.PupilId) && other.Records.Intersect(child.Records).Any());

    // Ten tries used up: the school looks at the dates of the children that are this account's already.
    private async Task HandOverAsync(BirthDateVerdict verdict, Account account, List<PendingChild> asked, Actor actor, CancellationToken cancellation)
    {
        if (verdict != BirthDateVerdict.Stopped)
        {
            return;
        }

        var doubtful = asked.Where(one => one.Records.Count == 0 && one.Child.Statement == LinkStatement.Unconfirmed).Select(one => one.Child).ToList();
        await statements.ApplyAsync(main, account, doubtful, new TieDecision([], [], [.. doubtful.Select(child => child.PupilId)]), actor, cancellation);
        main.Add(actor.Event(AnswerJudge.ExhaustedCode, clock.GetUtcNow().UtcDateTime, account.Id));
        await main.TrySaveAsync(cancellation);
    }
}
