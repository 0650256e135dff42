using System.Globalization;
using System.Xml;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>An authentication request as received (SAML Core §3.4.1).</summary>
internal sealed class SsoRequest(SamlMessage message, Service? service, SignatureState signature, DateTime now) : ReceivedRequest(message, service, signature, now)
{
    private XmlElement Root => Message.Root;

    public string? ConsumerAddress => Root.Value("AssertionConsumerServiceURL");

    public string? ConsumerIndex => Root.Value("AssertionConsumerServiceIndex");

    public string? ProtocolBinding => Root.Value("ProtocolBinding");

    /// <summary>Null when not a boolean.</summary>
    public bool? IsForced => SamlValues.Boolean(Root.Value("ForceAuthn"));

    /// <summary>Null when not a boolean.</summary>
    public bool? IsPassive => SamlValues.Boolean(Root.Value("IsPassive"));

    public bool HasSubject => Root.Children("Subject", SamlNames.Assertion).Count > 0;

    /// <summary>Elements that may come once at most do (SAML protocol schema).</summary>
    public bool HasRepeatedElements =>
        Root.Children("NameIDPolicy", SamlNames.Protocol).Count > 1 || Root.Children("RequestedAuthnContext", SamlNames.Protocol).Count > 1;

    public XmlElement? Policy => Root.Child("NameIDPolicy", SamlNames.Protocol);

    public string? NameIdFormat => Policy?.Value("Format") is { Length: > 0 } format ? format : null;

    public string? NameQualifier => Policy?.Value("SPNameQualifier");

    /// <summary>The classes asked for, in order; null when the service does not choose.</summary>
    public RequestedContext? Context => Root.Child("RequestedAuthnContext", SamlNames.Protocol) is { } element ? RequestedContext.Read(element) : null;

    /// <summary>Where the answer goes: the address or index asked for, else the default; null when it is not one of the metadata.</summary>
    public SamlConsumer? Consumer => (ConsumerAddress, ConsumerIndex) switch
    {
        ({ } address, null) => Terms.Consumers.FirstOrDefault(one => one.Address == address),
        (null, { } index) => Terms.Consumers.FirstOrDefault(one => one.Index.ToString(CultureInfo.InvariantCulture) == index.Trim()),
        (null, null) => Terms.Consumers[0],
        _ => Terms.Consumers.FirstOrDefault(one => one.Address == ConsumerAddress && one.Index.ToString(CultureInfo.InvariantCulture) == ConsumerIndex!.Trim()),
    };
}
