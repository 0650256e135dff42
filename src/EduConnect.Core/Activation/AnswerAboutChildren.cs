using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Activation;

/// <summary>What the answers about the children led to.</summary>
/// <param name="Verdict">whether dates could be tried at all</param>
/// <param name="Refusal">why the answers are refused</param>
/// <param name="NeedsSecondLook">something is reported: it has to be confirmed once more (row #74)</param>
public sealed record AnswerResult(BirthDateVerdict Verdict, TieRefusal Refusal, bool NeedsSecondLook)
{
    /// <summary>The answers are good.</summary>
    public bool IsAccepted => Verdict == BirthDateVerdict.Go && Refusal == TieRefusal.None;
}

/// <summary>The page of the children (rows #54, #71): Oui/Non and birth date of each, judged together.</summary>
/// <remarks>Writes to main only what the school has to look into: dates reported as wrong, and tries that are used up.</remarks>
[UseCase(Effect.Modifies)]
public sealed class AnswerAboutChildren(MainDb main, Activations activations, BirthDateLimits limits, TieStatements statements, TimeProvider clock)
{
    /// <summary>Judges the answers and keeps the decision in <see cref="ActivationState.Decision"/>.</summary>
    public async Task<AnswerResult> RunAsync(ActivationState state, Account account, IReadOnlyList<TieAnswer> answers, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(actor);
        var children = await Children.OfAsync(main, account.Id, cancellation);
        if (answers.All(answer => !answer.IsMine) || !Matches(children, answers))
        {
            // Nothing is compared, so no try is used up.
            return new AnswerResult(BirthDateVerdict.Go, TieRules.Judge(children, answers).Refusal, false);
        }

        var verdict = await limits.TakeAsync(state, account, cancellation);
        if (verdict != BirthDateVerdict.Go)
        {
            await HandOverAsync(verdict, account, children, actor, cancellation);
            return new AnswerResult(verdict, TieRefusal.DateMismatch, false);
        }

        var (refusal, decision) = TieRules.Judge(children, answers);
        if (refusal == TieRefusal.OnlyReports)
        {
            await statements.ApplyAsync(main, account, children, decision, actor, cancellation);
            await main.TrySaveAsync(cancellation);
        }
        else if (refusal == TieRefusal.None)
        {
            state.Decision = JsonSerializer.Serialize(decision);
            await activations.SaveAsync(cancellation);
        }

        return new AnswerResult(verdict, refusal, decision.ReportedWrong.Count > 0);
    }

    private static bool Matches(IReadOnlyList<Child> children, IReadOnlyList<TieAnswer> answers) =>
        answers.Count == children.Count && children.All(child => answers.Any(answer => answer.PupilId == child.PupilId && (!answer.IsMine || answer.BirthDate is not null)));

    private async Task HandOverAsync(BirthDateVerdict verdict, Account account, IReadOnlyList<Child> children, Actor actor, CancellationToken cancellation)
    {
        if (verdict != BirthDateVerdict.Stopped)
        {
            return;
        }

        var doubtful = children.Where(child => child.Statement == LinkStatement.Unconfirmed).Select(child => child.PupilId).ToList();
        await statements.ApplyAsync(main, account, children, new TieDecision([], [], doubtful), actor, cancellation);
        main.Add(actor.Event("activation.birth-dates-exhausted", clock.GetUtcNow().UtcDateTime, account.Id));
        await main.TrySaveAsync(cancellation);
    }
}
