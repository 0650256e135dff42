using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso.Rules;

/// <summary>SAML Profiles §4.1.2: of the bindings an answer may use, this provider has HTTP-POST.</summary>
internal sealed class AnswerGoesByPost : SsoRule
{
    protected override SamlError? Check(SsoRequest request) =>
        request.ProtocolBinding is null or SamlNames.ByPost ? null : SamlErrors.AnswerBinding;
}
