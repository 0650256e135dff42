using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>federation.md c: whom a service does not receive is turned away here, with an explanation; the service is told when the person chooses to go back to it.</summary>
internal sealed class PersonIsReceived : InteractionRule
{
    public override Interaction? Check(Situation situation) =>
        situation.Refusal is not { } why ? null
        : situation.Request.GoesBack ? Interaction.Refuse(OidcErrors.Of(why))
        : Interaction.TurnAway(why);
}
