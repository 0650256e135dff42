using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso.Rules;

/// <summary>SAML Core §3.4.1.1: an identifier of another form than asked for is never given; a lenient contract overlooks the wish (federation.md a.2).</summary>
internal sealed class NameIdFormIsSupported : SsoRule
{
    protected override SamlError? Check(SsoRequest request) =>
        request.Terms.IsLenient || request.NameIdFormat is null or SamlNames.Unspecified or SamlNames.Transient or SamlNames.Persistent ? null : SamlErrors.NameIdForm;
}
