namespace EduConnect.Core.Activation.Registration;

/// <summary>One page of a registration.</summary>
public enum RegistrationStep
{
    /// <summary>Names and mobile number; with FranceConnect the number alone (rows #39, #46).</summary>
    Identity,

    /// <summary>The code received by SMS (rows #40, #47).</summary>
    Code,

    /// <summary>Oui/Non and birth date of every child (rows #41, #48).</summary>
    Children,

    /// <summary>Second confirmation of what is reported (row #74).</summary>
    Reports,

    /// <summary>The username, and the password twice (row #49); left out with FranceConnect (row #42).</summary>
    Password,

    /// <summary>Finished.</summary>
    Done,
}

/// <summary>In which order the pages come, and which one is next: no step can be skipped (S-RC3).</summary>
public static class RegistrationSteps
{
    /// <summary>The numbered pages, in order.</summary>
    public static IReadOnlyList<RegistrationStep> Of(RegistrationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Person is null
            ? [RegistrationStep.Identity, RegistrationStep.Code, RegistrationStep.Children, RegistrationStep.Password]
            : [RegistrationStep.Identity, RegistrationStep.Code, RegistrationStep.Children];
    }

    /// <summary>The page whose turn it is.</summary>
    public static RegistrationStep Next(RegistrationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { DoneAt: not null } => RegistrationStep.Done,
            { Phone.Length: 0 } => RegistrationStep.Identity,
            { ProvedAt: null } => RegistrationStep.Code,
            { Decision: null } => RegistrationStep.Children,
            { IsDecided: false } => RegistrationStep.Reports,
            { Person: null } => RegistrationStep.Password,
            _ => RegistrationStep.Children,
        };
    }

    /// <summary>Whether a page may be shown: its turn has come, or it was done before and may be done again.</summary>
    public static bool MayShow(RegistrationState state, RegistrationStep step)
    {
        ArgumentNullException.ThrowIfNull(state);
        var next = Next(state);
        return step == next || (next != RegistrationStep.Done && step switch
        {
            RegistrationStep.Identity => true,
            RegistrationStep.Children => state.ProvedAt is not null,
            RegistrationStep.Reports => state is { ProvedAt: not null, TieDecision.ReportedWrong.Count: > 0 },
            _ => false,
        });
    }
}
