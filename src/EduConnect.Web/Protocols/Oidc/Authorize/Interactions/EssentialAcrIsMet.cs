namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>OpenID Connect Core §5.5.1.1: an essential acr that is not met is a failed authentication; acr_values alone only preselects.</summary>
internal sealed class EssentialAcrIsMet : InteractionRule
{
    public override Interaction? Check(Situation situation) =>
        situation.Request.Claims?.EssentialAcr is not { Count: > 0 } wanted || wanted.Contains(Acr.Of(situation.Session.Profile))
            ? null
            : situation.IsFresh ? Interaction.Refuse(Messages.OidcErrors.UnmetAuthentication) : Interaction.SignInAgain;
}
