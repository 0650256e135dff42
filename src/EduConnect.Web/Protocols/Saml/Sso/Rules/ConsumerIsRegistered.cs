using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso.Rules;

/// <summary>SAML Profiles §4.1.4.1: the answer goes to an address of the metadata, compared sign by sign, and never elsewhere (S-SA1).</summary>
internal sealed class ConsumerIsRegistered : SsoRule
{
    protected override SamlError? Check(SsoRequest request) =>
        request.Consumer is null ? SamlErrors.UnknownConsumer : null;
}
