namespace EduConnect.Web.Protocols.Saml.Messages.Rules;

/// <summary>An operator can close a service without taking it out of the registry.</summary>
internal sealed class ServiceIsOpen : MessageRule
{
    public override SamlError? Check(ReceivedRequest request) =>
        request.Service!.Enabled ? null : SamlErrors.ClosedService;
}
