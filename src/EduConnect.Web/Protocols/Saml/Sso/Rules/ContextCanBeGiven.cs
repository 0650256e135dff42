using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso.Rules;

/// <summary>SAML Core §3.3.2.2.1: one of the classes asked for is met, or the request fails; a lenient contract overlooks the wish.</summary>
internal sealed class ContextCanBeGiven : SsoRule
{
    protected override SamlError? Check(SsoRequest request) =>
        request.Terms.IsLenient || request.Context is null or { Given: not null } ? null : SamlErrors.Context;
}
