namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>OpenID Connect Core §3.1.2.1 and §3.1.2.2: with id_token_hint, or a value of <c>sub</c> in claims, only that person gets a positive answer.</summary>
internal sealed class HintedPersonIsTheOne : InteractionRule
{
    public override Interaction? Check(Situation situation) =>
        IsTheOne(situation) ? null : situation.IsFresh ? Interaction.Refuse(Messages.OidcErrors.WrongPerson) : Interaction.SignInAgain;

    private static bool IsTheOne(Situation situation) =>
        (situation.HintedSubject is null || situation.HintedSubject == situation.Subject)
        && (situation.Request.Claims?.Subjects is not { } wanted || wanted.Contains(situation.Subject));
}
