using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;

namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>A request as received (SAML Core §3.2.1), with the service it names, if known, and the state of its signature.</summary>
internal abstract class ReceivedRequest(SamlMessage message, Service? service, SignatureState signature, DateTime now)
{
    public SamlMessage Message { get; } = message;

    /// <summary>The service; null when unknown. One that is known has its <see cref="Service.Saml"/>.</summary>
    public Service? Service { get; } = service;

    public SignatureState Signature { get; } = signature;

    /// <summary>UTC.</summary>
    public DateTime Now { get; } = now;

    public SamlTerms Terms => Service!.Saml!;

    public string? Version => Message.Root.Value("Version");

    public string? Destination => Message.Root.Value("Destination");

    public string? IssuerFormat => Message.Root.Child("Issuer", SamlNames.Assertion)?.Value("Format");

    /// <summary>UTC; null when missing or not a moment.</summary>
    public DateTime? IssuedAt => SamlValues.Moment(Message.Root.Value("IssueInstant"));
}
