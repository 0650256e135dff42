using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using EduConnect.Web.Protocols.Saml;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>A service provider as a test plays it: its key, its metadata, its requests. Written apart from the code under test.</summary>
public sealed class TestSp : IDisposable
{
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    public const string RsaSha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";

    public TestSp(string entityId)
    {
        EntityId = entityId;
        var request = new CertificateRequest("CN=" + "sp", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        // Expired long ago: dates of certificates do not matter.
        Certificate = request.CreateSelfSigned(new DateTimeOffset(2016, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2017, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public string EntityId { get; }

    public string Consumer { get; init; } = "https://sp.example/acs/";

    public string OtherConsumer { get; init; } = "https://sp.example/acs?kept=1";

    public string LogoutAddress { get; init; } = "https://sp.example/slo";

    public RSA Key { get; } = RSA.Create(2048);

    public X509Certificate2 Certificate { get; }

    public string CertificateText => Convert.ToBase64String(Certificate.RawData);

    /// <summary>Metadata like those seen in the field: an empty NameIDFormat, one signing key, an encryption key if wanted.</summary>
    public string Metadata(bool signing = false, bool encrypted = false, string logout = "HTTP-Redirect", string method = "") => $"""
        <?xml version="1.0"?>
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="{EntityId}">
          <md:SPSSODescriptor AuthnRequestsSigned="{(signing ? "true" : "false")}" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>
              {CertificateText}
            </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
            {(encrypted ? $"<md:KeyDescriptor use=\"encryption\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{CertificateText}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>{method}</md:KeyDescriptor>" : string.Empty)}
            {(logout.Length == 0 ? string.Empty : $"<md:SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{logout}\" Location=\"{LogoutAddress}\" ResponseLocation=\"{LogoutAddress}/back\"/>")}
            <md:NameIDFormat></md:NameIDFormat>
            <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{OtherConsumer}" index="2"/>
            <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{Consumer}" index="1" isDefault="true"/>
            <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact" Location="https://sp.example/artifact" index="3"/>
          </md:SPSSODescriptor>
        </md:EntityDescriptor>
        """.TrimStart();

    /// <summary>An authentication request.</summary>
    /// <param name="now">its moment</param>
    /// <param name="destination">the address it goes to; null leaves it out</param>
    /// <param name="attributes">more attributes of the root</param>
    /// <param name="body">what follows the issuer</param>
    /// <param name="id">its identifier; a new one by default</param>
    public string Request(DateTime now, string? destination, string attributes = "", string body = "", string? id = null) =>
        $"""<samlp:AuthnRequest xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" ID="{id ?? NewId()}" Version="2.0" IssueInstant="{now:yyyy-MM-ddTHH:mm:ssZ}" {(destination is null ? string.Empty : $"Destination=\"{destination}\"")} {attributes}><saml:Issuer>{EntityId}</saml:Issuer>{body}</samlp:AuthnRequest>""";

    public static string NewId() => "_" + Guid.NewGuid().ToString("N");

    public static string Deflate(string xml)
    {
        using var bytes = new MemoryStream();
        using (var deflater = new DeflateStream(bytes, CompressionLevel.SmallestSize))
        {
            deflater.Write(Encoding.UTF8.GetBytes(xml));
        }

        return Convert.ToBase64String(bytes.ToArray());
    }

    /// <summary>The query of a message by the HTTP-Redirect binding.</summary>
    public string Query(string xml, string? relayState = null, string? algorithm = RsaSha256, string name = "SAMLRequest", RSA? key = null)
    {
        var query = $"{name}={Uri.EscapeDataString(Deflate(xml))}{(relayState is null ? string.Empty : "&RelayState=" + Uri.EscapeDataString(relayState))}";
        if (algorithm is null)
        {
            return query;
        }

        query += "&SigAlg=" + Uri.EscapeDataString(algorithm);
        var hash = algorithm == RsaSha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        return query + "&Signature=" + Uri.EscapeDataString(Convert.ToBase64String((key ?? Key).SignData(Encoding.UTF8.GetBytes(query), hash, RSASignaturePadding.Pkcs1)));
    }

    /// <summary>The message with a signature inside.</summary>
    public string Sign(string xml, Action<SignedXml>? change = null)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(xml);
        var signed = new SignedXml(document.DocumentElement!) { SigningKey = Key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        var reference = new Reference("#" + document.DocumentElement!.GetAttribute("ID")) { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        change?.Invoke(signed);
        signed.ComputeSignature();
        document.DocumentElement.InsertAfter(document.ImportNode(signed.GetXml(), true), document.DocumentElement.FirstChild);
        return document.OuterXml;
    }

    public void Dispose()
    {
        Key.Dispose();
        Certificate.Dispose();
    }
}
