using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;

namespace EduConnect.Core.Activation.Registration;

/// <summary>The page of the children of a registration (rows #41, #48, #71): the same questions and limits as in an activation.</summary>
[UseCase(Effect.Modifies)]
public sealed class AnswerAboutFamily(Registrations registrations, BirthDateLimits limits, AnswerJudge judge)
{
    /// <summary>Judges the answers and keeps the decision.</summary>
    public async Task<AnswerResult> RunAsync(RegistrationState state, RegistrationFamily family, IReadOnlyList<TieAnswer> answers, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(family);
        var proof = family.BirthDateProof;
        var (result, decision) = await judge.JudgeAsync(
            family.Asked, answers, () => limits.TakeAsync(() => registrations.TakeTryAsync(state, cancellation), family.Account.Id, proof, cancellation), actor, cancellation);
        if (result.IsAccepted)
        {
            state.Decide(decision);
            await registrations.SaveAsync(cancellation);
        }

        return result;
    }
}
