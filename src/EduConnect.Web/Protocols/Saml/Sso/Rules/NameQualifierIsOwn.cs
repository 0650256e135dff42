using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso.Rules;

/// <summary>SAML Core §3.4.1.1: SPNameQualifier would ask for the identifier of another service; pairwise identifiers are its own (S-OI5).</summary>
internal sealed class NameQualifierIsOwn : SsoRule
{
    protected override SamlError? Check(SsoRequest request) =>
        request.NameQualifier is null or "" || request.NameQualifier == request.Terms.EntityId ? null : SamlErrors.NameQualifier;
}
