using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso.Rules;

/// <summary>SAML Metadata §2.4.4: with AuthnRequestsSigned, an unsigned request is not from the service (S-SA1).</summary>
internal sealed class SignatureIsThereWhenDemanded : SsoRule
{
    protected override SamlError? Check(SsoRequest request) =>
        request.Terms.RequestsAreSigned && request.Signature is SignatureState.Absent ? SamlErrors.MissingSignature : null;
}
