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
public sealed class AnswerAboutChildren(MainDb main, Activations activations, BirthDateLimits limits, AnswerJudge judge)
{
    /// <summary>Judges the answers and keeps the decision in <see cref="ActivationState.Decision"/>.</summary>
    public async Task<AnswerResult> RunAsync(ActivationState state, Account account, IReadOnlyList<TieAnswer> answers, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(actor);
        var links = Children.LinksOf(main, account.Id);
        var asked = new AskedChildren(account, links, await Children.OfAsync(main, links, cancellation));
        var (result, decision) = await judge.JudgeAsync(asked, answers, () => limits.TakeAsync(state, account, asked.Children.Select(child => child.DateOnFile), cancellation), actor, cancellation);
        if (result.IsAccepted)
        {
            state.Decision = JsonSerializer.Serialize(decision);
            await activations.SaveAsync(cancellation);
        }

        return result;
    }
}
