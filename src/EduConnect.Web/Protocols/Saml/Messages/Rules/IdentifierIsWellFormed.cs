namespace EduConnect.Web.Protocols.Saml.Messages.Rules;

/// <summary>SAML Core §1.3.4: ID has the type xs:ID.</summary>
internal sealed class IdentifierIsWellFormed : MessageRule
{
    public override SamlError? Check(ReceivedRequest request) =>
        SamlNames.IsIdentifier(request.Message.Id) ? null : SamlErrors.MalformedIdentifier;
}
