using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Activation;

/// <summary>The children that a guardian is asked about.</summary>
/// <param name="Account">the account that will hold them</param>
/// <param name="Links">their ties</param>
/// <param name="Children">one per pupil</param>
public sealed record AskedChildren(Account Account, IQueryable<GuardianLink> Links, IReadOnlyList<Child> Children);

/// <summary>Judges the answers about the children in the same way for every journey that asks (rows #41, #48, #54, #71): one try is taken before anything is compared.</summary>
public sealed class AnswerJudge(MainDb main, TieStatements statements, TimeProvider clock)
{
    /// <summary>Code of the event when the ten tries at birth dates are used up (S-BD1).</summary>
    public const string ExhaustedCode = "activation.birth-dates-exhausted";

    /// <summary>Judges; writes to main only what the school has to look into.</summary>
    /// <param name="asked">the children shown</param>
    /// <param name="answers">what was answered</param>
    /// <param name="take">takes one try</param>
    /// <param name="actor">who answers</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<(AnswerResult Result, TieDecision Decision)> JudgeAsync(
        AskedChildren asked, IReadOnlyList<TieAnswer> answers, Func<Task<BirthDateVerdict>> take, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(take);
        if (answers.All(answer => !answer.IsMine) || !Matches(asked.Children, answers))
        {
            // Nothing is compared, so no try is used up.
            var (why, nothing) = TieRules.Judge(asked.Children, answers);
            return (new AnswerResult(BirthDateVerdict.Go, why, false), nothing);
        }

        var verdict = await take();
        if (verdict != BirthDateVerdict.Go)
        {
            await HandOverAsync(verdict, asked, actor, cancellation);
            return (new AnswerResult(verdict, TieRefusal.DateMismatch, false), new TieDecision([], [], []));
        }

        var (refusal, decision) = TieRules.Judge(asked.Children, answers);
        if (refusal == TieRefusal.OnlyReports)
        {
            await statements.ApplyAsync(main, asked.Account, asked.Links, asked.Children, decision, actor, cancellation);
            await main.TrySaveAsync(cancellation);
        }

        return (new AnswerResult(verdict, refusal, decision.ReportedWrong.Count > 0), decision);
    }

    private static bool Matches(IReadOnlyList<Child> children, IReadOnlyList<TieAnswer> answers) =>
        answers.Count == children.Count && children.All(child => answers.Any(answer => answer.PupilId == child.PupilId && (!answer.IsMine || answer.BirthDate is not null)));

    private async Task HandOverAsync(BirthDateVerdict verdict, AskedChildren asked, Actor actor, CancellationToken cancellation)
    {
        if (verdict != BirthDateVerdict.Stopped)
        {
            return;
        }

        var doubtful = asked.Children.Where(child => child.Statement == LinkStatement.Unconfirmed).Select(child => child.PupilId).ToList();
        await statements.ApplyAsync(main, asked.Account, asked.Links, asked.Children, new TieDecision([], [], doubtful), actor, cancellation);
        main.Add(actor.Event(ExhaustedCode, clock.GetUtcNow().UtcDateTime, asked.Account.Id));
        await main.TrySaveAsync(cancellation);
    }
}
