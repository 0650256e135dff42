using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>A sign-out request as received (SAML Core §3.7.1).</summary>
internal sealed class SamlLogoutRequest(SamlMessage message, Service? service, SignatureState signature, DateTime now) : ReceivedRequest(message, service, signature, now)
{
    /// <summary>What the service calls the person; null when there is not exactly one name in clear.</summary>
    public string? NameId => Message.Root.Child("NameID", SamlNames.Assertion).Text() is { Length: > 0 } name ? name : null;

    /// <summary>The first session meant; null when the service means whatever session it is.</summary>
    public string? SessionIndex => Message.Root.Children("SessionIndex", SamlNames.Protocol) is [var first, ..] ? first.Text() : null;

    /// <summary>Whether the service itself limits the life of its request, and that moment has passed or is none.</summary>
    public bool IsOver => Message.Root.Value("NotOnOrAfter") is { } text && !(SamlValues.Moment(text) > Now);
}
