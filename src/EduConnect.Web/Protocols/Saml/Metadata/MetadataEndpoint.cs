using System.Text;
using System.Xml;
using EduConnect.Web.Protocols.Saml.Answers;
using EduConnect.Web.Protocols.Saml.Keys;

namespace EduConnect.Web.Protocols.Saml.Metadata;

/// <summary>
/// Our metadata (SAML Metadata §2.4.3), signed, with every published key; the one in force comes first. No end of validity: services keep
/// them in files (federation.md a.1), and a file must not stop working by itself.
/// </summary>
internal sealed class MetadataEndpoint(SamlKeys keys, XmlSigner signer, SamlEntity entity)
{
    private const string ContentType = "application/samlmetadata+xml";
    private volatile Made? _made;

    public async Task HandleAsync(HttpContext http)
    {
        var bytes = Read();
        http.Response.ContentType = ContentType;
        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>The metadata; made again only when the keys have changed.</summary>
    public byte[] Read()
    {
        var current = keys.Current;
        SamlKey[] published = [current, .. keys.Published.Where(key => key.Id != current.Id)];
        var name = string.Join(' ', published.Select(key => key.Id));
        if (_made is not { } made || made.Keys != name)
        {
            _made = made = new(name, Encoding.UTF8.GetBytes(Write(published)));
        }

        return made.Bytes;
    }

    private string Write(SamlKey[] published)
    {
        var document = SamlXml.Document(writer =>
        {
            Start(writer, "EntityDescriptor");
            writer.WriteAttributeString("ID", "_" + published[0].Id);
            writer.WriteAttributeString("entityID", entity.Id);
            writer.WriteAttributeString("cacheDuration", "PT1H");
            Start(writer, "IDPSSODescriptor");
            writer.WriteAttributeString("WantAuthnRequestsSigned", "false");
            writer.WriteAttributeString("protocolSupportEnumeration", SamlNames.Protocol);
            foreach (var key in published)
            {
                Key(writer, key);
            }

            Service(writer, "SingleLogoutService", SamlNames.ByRedirect, SamlPaths.LogoutByRedirect);
            Service(writer, "SingleLogoutService", SamlNames.ByPost, SamlPaths.LogoutByPost);
            Text(writer, "NameIDFormat", SamlNames.Transient);
            Text(writer, "NameIDFormat", SamlNames.Persistent);
            Service(writer, "SingleSignOnService", SamlNames.ByRedirect, SamlPaths.SsoByRedirect);
            Service(writer, "SingleSignOnService", SamlNames.ByPost, SamlPaths.SsoByPost);
            writer.WriteEndElement();
            writer.WriteEndElement();
        });
        signer.Sign(document.DocumentElement!);
        return document.OuterXml;
    }

    private static void Key(XmlWriter writer, SamlKey key)
    {
        Start(writer, "KeyDescriptor");
        writer.WriteAttributeString("use", "signing");
        writer.WriteStartElement("ds", "KeyInfo", SamlNames.Signature);
        writer.WriteStartElement("ds", "X509Data", SamlNames.Signature);
        writer.WriteElementString("ds", "X509Certificate", SamlNames.Signature, key.Text);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void Service(XmlWriter writer, string name, string binding, string path)
    {
        Start(writer, name);
        writer.WriteAttributeString("Binding", binding);
        writer.WriteAttributeString("Location", entity.Address(path));
        writer.WriteEndElement();
    }

    private static void Text(XmlWriter writer, string name, string text)
    {
        Start(writer, name);
        writer.WriteString(text);
        writer.WriteEndElement();
    }

    private static void Start(XmlWriter writer, string name) => writer.WriteStartElement("md", name, SamlNames.Metadata);

    private sealed record Made(string Keys, byte[] Bytes);
}
