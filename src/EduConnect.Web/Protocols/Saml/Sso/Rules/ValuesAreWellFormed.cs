using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso.Rules;

/// <summary>SAML protocol schema: booleans are booleans, and what may come once comes once.</summary>
internal sealed class ValuesAreWellFormed : SsoRule
{
    protected override SamlError? Check(SsoRequest request) =>
        request is { IsForced: not null, IsPassive: not null, HasRepeatedElements: false } ? null : SamlErrors.MalformedValue;
}
