namespace EduConnect.Web.Protocols.Saml.Messages.Rules;

/// <summary>SAML Profiles §4.1.4.1: Issuer is there and is the entityID of the service; an unknown service is never answered.</summary>
internal sealed class IssuerIsKnown : MessageRule
{
    public override SamlError? Check(ReceivedRequest request) =>
        request.Service is null ? SamlErrors.UnknownIssuer : null;
}
