namespace EduConnect.Web.Protocols.Saml.Messages.Rules;

/// <summary>SAML Profiles §4.1.4.1: Format of Issuer is absent or that of an entity.</summary>
internal sealed class IssuerIsAnEntity : MessageRule
{
    public override SamlError? Check(ReceivedRequest request) =>
        request.IssuerFormat is null or SamlNames.Entity ? null : SamlErrors.IssuerFormat;
}
