namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>federation.md c: a service made for one profile turns the other away here, with an explanation.</summary>
internal sealed class ProfileIsAllowed : InteractionRule
{
    public override Interaction? Check(Situation situation) =>
        situation.Request.Client!.Audience.HasFlag(situation.Session.Profile) ? null : Interaction.ProfileRefused;
}
