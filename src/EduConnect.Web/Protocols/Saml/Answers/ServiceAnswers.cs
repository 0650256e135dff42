using System.Text;
using System.Xml;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Saml.Messages;
using EduConnect.Web.Protocols.Saml.Sso;

namespace EduConnect.Web.Protocols.Saml.Answers;

/// <summary>Sends answers to a service by a form that needs no script (SAML Bindings §3.5); <c>RelayState</c> is always there, scripts count on it (federation.md, ten things, 8).</summary>
internal sealed class ServiceAnswers(XmlSigner signer, SamlEntity entity, OidcViews pages, IRandomSource random, TimeProvider clock)
{
    /// <summary>A response without its signature (SAML Core §3.3.3).</summary>
    /// <param name="service">the service</param>
    /// <param name="pending">what is answered</param>
    /// <param name="error">null for success</param>
    /// <param name="body">what follows the status</param>
    public XmlDocument Response(Service service, PendingSso pending, SamlError? error, Action<XmlWriter> body) => SamlXml.Document(writer =>
    {
        writer.StartProtocol("Response");
        writer.Head(random.NewMessageId(), clock.GetUtcNow().UtcDateTime, Consumer(service, pending), pending.RequestId, entity.Id);
        writer.Status(error);
        body(writer);
        writer.WriteEndElement();
    });

    /// <summary>Tells the service that it gets no assertion, and why.</summary>
    public Task RefuseAsync(HttpContext http, Service service, PendingSso pending, SamlError error)
    {
        RefusalLog.Note(http, error.Id, service);
        var document = Response(service, pending, error, _ => { });
        signer.Sign(document.DocumentElement!);
        return SendAsync(http, service, pending, document);
    }

    /// <summary>Sends a signed response.</summary>
    public Task SendAsync(HttpContext http, Service service, PendingSso pending, XmlDocument response) => pages.FormPostAsync(http, Consumer(service, pending),
    [
        new("SAMLResponse", Convert.ToBase64String(Encoding.UTF8.GetBytes(response.OuterXml))),
        new("RelayState", pending.RelayState ?? string.Empty),
    ]);

    private static string Consumer(Service service, PendingSso pending) => service.Saml!.Consumers.First(one => one.Index == pending.Consumer).Address;
}
