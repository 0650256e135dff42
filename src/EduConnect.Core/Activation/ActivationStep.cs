using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;

namespace EduConnect.Core.Activation;

/// <summary>One page of an activation.</summary>
public enum ActivationStep
{
    /// <summary>"Votre espace Éducation Nationale évolue": what becomes of a former system, before anything is chosen (row #66).</summary>
    Welcome,

    /// <summary>The new username, and the password twice (row #67).</summary>
    NewAccount,

    /// <summary>New password, twice.</summary>
    Password,

    /// <summary>Mail address, twice; pupils may leave it empty.</summary>
    Address,

    /// <summary>The guardian's children, each with Oui/Non and birth date.</summary>
    Children,

    /// <summary>Second confirmation of what is reported (row #74).</summary>
    Reports,

    /// <summary>The pupil's own birth date.</summary>
    BirthDate,

    /// <summary>Mail sent: send again, or correct the address.</summary>
    Confirmation,

    /// <summary>Finished.</summary>
    Done,
}

/// <summary>In which order the pages come, and which one is next: no step can be skipped (S-RC3).</summary>
public static class ActivationSteps
{
    /// <summary>The pages of an activation, in order, without the welcome and the second confirmation.</summary>
    public static IReadOnlyList<ActivationStep> Of(ActivationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return (state.Goal, state.Kind) switch
        {
            (ActivationGoal.ConfirmAddress, _) => [ActivationStep.Confirmation],
            (ActivationGoal.ChoosePassword, _) => [ActivationStep.Password],
            (ActivationGoal.Transition, AccountKind.Pupil) => [ActivationStep.NewAccount],
            (ActivationGoal.Transition, _) => [ActivationStep.NewAccount, ActivationStep.Children],
            (_, AccountKind.Pupil) => [ActivationStep.Password, ActivationStep.Address, ActivationStep.BirthDate],
            _ when state.MailIsProved => [ActivationStep.Password, ActivationStep.Children],
            _ => [ActivationStep.Address, ActivationStep.Password, ActivationStep.Children],
        };
    }

    /// <summary>The first page that is not done yet.</summary>
    public static ActivationStep Next(ActivationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.DoneAt is not null ? ActivationStep.Done
            : HasReports(state) && Missing(state) == ActivationStep.Children ? ActivationStep.Reports
            : Missing(state);
    }

    /// <summary>Whether a page may be shown: every page before it is done, and it belongs to this activation.</summary>
    public static bool MayShow(ActivationState state, ActivationStep step)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.DoneAt is not null)
        {
            return step == ActivationStep.Done;
        }

        if (step == ActivationStep.Welcome)
        {
            return state.Goal == ActivationGoal.Transition;
        }

        var order = Of(state);
        var wanted = step == ActivationStep.Reports ? ActivationStep.Children : step;
        return order.Contains(wanted) && order.TakeWhile(one => one != wanted).All(one => IsDone(state, one))
            && (step != ActivationStep.Reports || HasReports(state));
    }

    // A decision that reports nobody is carried out at once; when that failed, the children are asked about again.
    private static bool HasReports(ActivationState state) =>
        state.Decision is { } kept && JsonSerializer.Deserialize<TieDecision>(kept)!.ReportedWrong.Count > 0;

    private static ActivationStep Missing(ActivationState state) => Of(state).FirstOrDefault(step => !IsDone(state, step), ActivationStep.Done);

    private static bool IsDone(ActivationState state, ActivationStep step) => step switch
    {
        ActivationStep.Password or ActivationStep.NewAccount => state.PasswordHash is not null,
        ActivationStep.Address => state.MailIsGiven,
        _ => false,
    };
}
