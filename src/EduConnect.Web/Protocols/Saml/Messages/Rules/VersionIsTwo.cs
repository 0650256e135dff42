namespace EduConnect.Web.Protocols.Saml.Messages.Rules;

/// <summary>SAML Core §3.2.1: Version is "2.0".</summary>
internal sealed class VersionIsTwo : MessageRule
{
    public override SamlError? Check(ReceivedRequest request) =>
        request.Version == "2.0" ? null : SamlErrors.WrongVersion;
}
