namespace EduConnect.Web.Protocols.Saml.Messages.Rules;

/// <summary>SAML Bindings §3.4.5.2 and §3.5.5.2: Destination, needed in a signed message, is the address the message came to.</summary>
internal sealed class DestinationIsHere : MessageRule
{
    public override SamlError? Check(ReceivedRequest request) =>
        (request.Destination ?? (request.Signature is SignatureState.Absent ? request.Message.Address : null)) == request.Message.Address ? null : SamlErrors.WrongDestination;
}
