namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>OpenID Connect Core §3.1.2.1: with id_token_hint, only that person gets a positive answer.</summary>
internal sealed class HintedPersonIsTheOne : InteractionRule
{
    public override Interaction? Check(Situation situation) =>
        situation.HintedSubject is null || situation.HintedSubject == situation.Subject
            ? null
            : situation.IsFresh ? Interaction.Refuse(Messages.OidcErrors.WrongPerson) : Interaction.SignInAgain;
}
