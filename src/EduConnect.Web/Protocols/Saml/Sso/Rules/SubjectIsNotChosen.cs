using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso.Rules;

/// <summary>SAML Core §3.4.1: a Subject names whom to sign in; services do not know people by any name we could take here.</summary>
internal sealed class SubjectIsNotChosen : SsoRule
{
    protected override SamlError? Check(SsoRequest request) =>
        request.HasSubject ? SamlErrors.SubjectChosen : null;
}
