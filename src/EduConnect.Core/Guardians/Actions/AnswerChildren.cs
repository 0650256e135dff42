using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Steps;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Actions;

/// <summary>The answers about children on the intermediate page (rows #75, #78, #80, #81): some may be left for the next time.</summary>
[UseCase(Effect.Modifies)]
public sealed class AnswerChildren(
    MainDb main, ActionsReader reader, BirthDateLimits limits, PendingSteps steps, CarryOutTies carryOut, TieStatements statements, TimeProvider clock)
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

        var tried = asked.Where(one => answers.Any(answer => answer.IsMine && answer.PupilId == one.Child.PupilId)).ToList();
        if (tried.Count > 0)
        {
            var verdict = await limits.TakeAsync(session.Id, account.Id, Dates(tried), cancellation);
            if (verdict != BirthDateVerdict.Go)
            {
                await HandOverAsync(verdict, account, tried, actor, cancellation);
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

        // Nothing is carried out before the second confirmation: until then no try is given back.
        if (asked.Exists(one => decision.ReportedWrong.Contains(one.Child.PupilId) && IsReport(one, asked, decision)))
        {
            await steps.BeginAsync(session.Id, StepKind.Ties, JsonSerializer.Serialize(decision), cancellation);
            return new AnswerResult(BirthDateVerdict.Go, TieRefusal.None, true);
        }

        if (!await carryOut.RunAsync(account.Id, decision, actor, cancellation))
        {
            return new AnswerResult(BirthDateVerdict.Go, TieRefusal.Incomplete, false);
        }

        if (decision.Confirmed.Count > 0)
        {
            await limits.ForgetAsync(
                session.Id, account.Id, Dates(tried.Where(one => decision.Confirmed.Contains(one.Child.PupilId))), isRight: decision.DateReported.Count == 0, cancellation);
        }

        return new AnswerResult(BirthDateVerdict.Go, TieRefusal.None, false);
    }

    private static IEnumerable<(Guid Pupil, DateOnly? OnFile)> Dates(IEnumerable<PendingChild> children) => children.Select(one => one.Child.DateOnFile);

    // A proposed child is only declined, unless its record comes over with another child.
    private static bool IsReport(PendingChild child, List<PendingChild> asked, TieDecision decision) => child.Records.Count == 0
        ? !child.IsReported
        : asked.Exists(other => decision.Confirmed.Contains(other.Child.PupilId) && other.Records.Intersect(child.Records).Any());

    // Ten tries used up: the school looks at the dates of those children that are this account's already.
    private async Task HandOverAsync(BirthDateVerdict verdict, Account account, List<PendingChild> tried, Actor actor, CancellationToken cancellation)
    {
        if (verdict != BirthDateVerdict.Stopped)
        {
            return;
        }

        var usedUp = await limits.UsedUpAsync(account.Id, Dates(tried), cancellation);
        var doubtful = tried.Where(one => usedUp.Contains(one.Child.PupilId) && one.Records.Count == 0 && one.Child.Statement == LinkStatement.Unconfirmed).Select(one => one.Child).ToList();
        await statements.ApplyAsync(main, account, doubtful, new TieDecision([], [], [.. doubtful.Select(child => child.PupilId)]), actor, cancellation);
        main.Add(actor.Event(AnswerJudge.ExhaustedCode, clock.GetUtcNow().UtcDateTime, account.Id));
        await main.TrySaveAsync(cancellation);
    }
}
