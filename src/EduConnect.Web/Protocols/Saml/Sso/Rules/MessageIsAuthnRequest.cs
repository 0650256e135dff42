using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso.Rules;

/// <summary>SAML Profiles §4.1.3.3: this address takes AuthnRequest messages and nothing else.</summary>
internal sealed class MessageIsAuthnRequest : SsoRule
{
    protected override SamlError? Check(SsoRequest request) =>
        request.Message is { IsAnswer: false } message && message.Is("AuthnRequest") ? null : SamlErrors.UnexpectedMessage;
}
