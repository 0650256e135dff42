using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Protocols.Oidc.Tokens;
using EduConnect.Web.Protocols.Saml.Answers;
using EduConnect.Web.Protocols.Saml.Keys;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>A message ready for the browser: an address with everything in its query, or one to post fields to.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Fields">What to post; null when the query says it all.</param>
internal sealed record OutgoingMessage(string Address, IReadOnlyList<KeyValuePair<string, string>>? Fields);

/// <summary>Writes signed sign-out requests and answers (SAML Core §3.7, Bindings §3.4 and §3.5).</summary>
internal sealed class LogoutMessages(
    XmlSigner signer, SamlKeys keys, SessionIdentifiers sessions, AssertionWriter names, SamlEntity entity, IRandomSource random, TimeProvider clock)
{
    private const int SidLength = 32;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Tells a service that the session of this visit has ended; null when its metadata have no address for it. Its identifier is random, so that none repeats (SAML Core §1.3.4), and ends with the session, enciphered, so that nothing is stored.</summary>
    public OutgoingMessage? Request(Service service, SamlVisit visit) => Address(service) is not { } address ? null : Send(address.Binding, address.Address, "SAMLRequest", null, writer =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        writer.StartProtocol("LogoutRequest");
        writer.Head(random.NewMessageId() + sessions.For(Exit(service), visit.SessionId), now, address.Address, null, entity.Id, now + Life);
        names.NameId(writer, visit.NameId, visit.NameIdForm, service.Saml!.EntityId);
        writer.StartProtocol("SessionIndex");
        writer.WriteString("_" + sessions.For(service.ClientId, visit.SessionId));
        writer.WriteEndElement();
        writer.WriteEndElement();
    });

    /// <summary>The session a service has left, when this is the identifier of our request to it.</summary>
    public Guid? Session(Service service, string? inResponseTo) =>
        inResponseTo is { Length: > SidLength } && inResponseTo[0] == '_' ? sessions.Read(Exit(service), inResponseTo[^SidLength..]) : null;

    /// <summary>Answers a service; null when its metadata have no address for it.</summary>
    public OutgoingMessage? Answer(Service service, AwaitedAnswer awaited, SamlError? error) => Address(service) is not { } address ? null : Send(address.Binding, address.ResponseAddress, "SAMLResponse", awaited.RelayState, writer =>
    {
        writer.StartProtocol("LogoutResponse");
        writer.Head(random.NewMessageId(), clock.GetUtcNow().UtcDateTime, address.ResponseAddress, awaited.RequestId, entity.Id);
        writer.Status(error);
        writer.WriteEndElement();
    });

    private static SamlLogoutAddress? Address(Service service) =>
        service.Saml?.LogoutAddresses.OrderBy(one => one.Binding).FirstOrDefault();

    // A space is in no client identifier: this identifier is never one of a session index.
    private static string Exit(Service service) => "saml logout " + service.ClientId;

    private OutgoingMessage Send(SamlBinding binding, string address, string name, string? relayState, Action<XmlWriter> write)
    {
        var document = SamlXml.Document(write);
        if (binding is SamlBinding.Redirect)
        {
            return new(Query(address, name, document.OuterXml, relayState), null);
        }

        signer.Sign(document.DocumentElement!);
        var fields = new List<KeyValuePair<string, string>> { new(name, Convert.ToBase64String(Encoding.UTF8.GetBytes(document.OuterXml))) };
        if (relayState is not null)
        {
            fields.Add(new("RelayState", relayState));
        }

        return new(address, fields);
    }

    private string Query(string address, string name, string xml, string? relayState)
    {
        using var bytes = new MemoryStream();
        using (var deflater = new DeflateStream(bytes, CompressionLevel.Fastest))
        {
            deflater.Write(Encoding.UTF8.GetBytes(xml));
        }

        var query = $"{name}={Uri.EscapeDataString(Convert.ToBase64String(bytes.ToArray()))}"
            + (relayState is null ? string.Empty : "&RelayState=" + Uri.EscapeDataString(relayState))
            + "&SigAlg=" + Uri.EscapeDataString(SignedXml.XmlDsigRSASHA256Url);
        var signature = keys.Current.Key.SignData(Encoding.UTF8.GetBytes(query), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{address}{(address.Contains('?') ? '&' : '?')}{query}&Signature={Uri.EscapeDataString(Convert.ToBase64String(signature))}";
    }
}
