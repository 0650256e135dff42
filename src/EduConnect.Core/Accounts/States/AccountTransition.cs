namespace EduConnect.Core.Accounts;

/// <summary>What a verb does to a state: the next one, or the reason why not.</summary>
/// <param name="Next">state after the verb; the present one when refused</param>
/// <param name="Refusal">why it is refused</param>
public sealed record AccountTransition(AccountState Next, AccountRefusal Refusal)
{
    /// <summary>Whether the verb may happen.</summary>
    public bool IsAllowed => Refusal == AccountRefusal.None;

    /// <summary>The transition table (domain 3.3, 10.6, §9), without the flags beside the state.</summary>
    public static AccountTransition Judge(AccountKind kind, AccountState state, AccountVerb verb)
    {
        if (kind == AccountKind.Pupil && IsForGuardians(verb))
        {
            return new(state, AccountRefusal.NotForPupils);
        }

        return (verb, state) switch
        {
            (AccountVerb.Inform, AccountState.NotInformed) => new(AccountState.Informed, AccountRefusal.None),
            (AccountVerb.Inform, _) => new(state, AccountRefusal.None),

            (AccountVerb.InformWithReset, AccountState.Activated) => new(AccountState.Activated, AccountRefusal.None),
            (AccountVerb.InformWithReset, _) => new(AccountState.Informed, AccountRefusal.None),

            (AccountVerb.ResetPassword, AccountState.NotInformed) => new(state, AccountRefusal.NotInformed),
            (AccountVerb.ResetPassword, AccountState.Activated) => new(AccountState.Activated, AccountRefusal.None),
            (AccountVerb.ResetPassword, _) => new(AccountState.Informed, AccountRefusal.None),

            (AccountVerb.BeginActivation, AccountState.Informed) => new(AccountState.Activating, AccountRefusal.None),
            (AccountVerb.BeginActivation, _) => new(state, WhyNotFromProvisional(state)),

            (AccountVerb.CorrectAddress, AccountState.Activating) => new(state, AccountRefusal.None),
            (AccountVerb.CorrectAddress, _) => new(state, AccountRefusal.NothingPending),

            (AccountVerb.ActivateBySchool, AccountState.Informed) => new(AccountState.Activated, AccountRefusal.None),
            (AccountVerb.ActivateBySchool, _) => new(state, WhyNotFromProvisional(state)),

            (AccountVerb.ActivateByOtherProof, AccountState.Activated) => new(state, AccountRefusal.AlreadyActivated),
            (AccountVerb.ActivateByOtherProof, _) => new(AccountState.Activated, AccountRefusal.None),

            (AccountVerb.ConfirmMail, AccountState.Activating or AccountState.Activated) => new(AccountState.Activated, AccountRefusal.None),
            (AccountVerb.ConfirmMail, _) => new(state, AccountRefusal.NothingPending),

            (AccountVerb.ChoosePassword, AccountState.Activated) => new(state, AccountRefusal.None),
            (AccountVerb.ChoosePassword, _) => new(state, AccountRefusal.NotActivated),

            (AccountVerb.ExpireProvisional, AccountState.Informed) => new(AccountState.NotInformed, AccountRefusal.None),
            (AccountVerb.ExpireProvisional, AccountState.Activated) => new(AccountState.Activated, AccountRefusal.None),
            (AccountVerb.ExpireProvisional, _) => new(state, AccountRefusal.NothingPending),

            (AccountVerb.ExpireActivation, AccountState.Activating) => new(AccountState.NotInformed, AccountRefusal.None),
            (AccountVerb.ExpireActivation, _) => new(state, AccountRefusal.NothingPending),

            (AccountVerb.Compromise, AccountState.Informed) => new(AccountState.NotInformed, AccountRefusal.None),
            (AccountVerb.Compromise or AccountVerb.Close or AccountVerb.RequestUsername or AccountVerb.TakeUsername, _) => new(state, AccountRefusal.None),

            (AccountVerb.ChangeMail or AccountVerb.ChangeMobile or AccountVerb.StateTie or AccountVerb.TakeOver, AccountState.Activated) => new(state, AccountRefusal.None),
            (AccountVerb.ChangeMail or AccountVerb.ChangeMobile or AccountVerb.StateTie or AccountVerb.TakeOver, _) => new(state, AccountRefusal.NotActivated),
            _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "unknown verb"),
        };
    }

    private static bool IsForGuardians(AccountVerb verb) =>
        verb is AccountVerb.BeginActivation or AccountVerb.CorrectAddress or AccountVerb.ExpireActivation
            or AccountVerb.ChangeMobile or AccountVerb.StateTie or AccountVerb.TakeOver or AccountVerb.Close;

    private static AccountRefusal WhyNotFromProvisional(AccountState state) => state switch
    {
        AccountState.NotInformed => AccountRefusal.NotInformed,
        AccountState.Activated => AccountRefusal.AlreadyActivated,
        _ => AccountRefusal.NothingPending,
    };
}
