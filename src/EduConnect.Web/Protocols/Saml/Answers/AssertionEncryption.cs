using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using EduConnect.Core.Federation.Saml;

namespace EduConnect.Web.Protocols.Saml.Answers;

/// <summary>
/// Enciphers an assertion for one service (SAML Core §6, XML Encryption): AES-256, the key by <c>rsa-oaep-mgf1p</c> with SHA-1 as that
/// identifier means, and no <c>MGF</c> element, which strict readers refuse (federation.md a.3).
/// </summary>
internal static class AssertionEncryption
{
    private const string Gcm = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
    private const string Cbc = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
    private const string Oaep = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    private const string Sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Puts an <c>EncryptedAssertion</c> in the place of a signed assertion.</summary>
    public static void Replace(XmlElement assertion, SamlTerms terms)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        try
        {
            var plain = Encoding.UTF8.GetBytes(assertion.OuterXml);
            var isGcm = terms.Cipher is SamlCipher.Gcm;
            var cipher = isGcm ? ByGcm(key, plain) : ByCbc(key, plain);
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(terms.EncryptionCertificates[0]));
            using var rsa = certificate.GetRSAPublicKey()!;
            var wrapped = rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA1);
            var document = SamlXml.Document(writer => Write(writer, isGcm ? Gcm : Cbc, cipher, wrapped));
            assertion.ParentNode!.ReplaceChild(assertion.OwnerDocument.ImportNode(document.DocumentElement!, deep: true), assertion);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Nonce, text, tag (XML Encryption 1.1 §5.2.4).</summary>
    private static byte[] ByGcm(byte[] key, byte[] plain)
    {
        var all = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(all.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(all.AsSpan(0, NonceBytes), plain, all.AsSpan(NonceBytes, plain.Length), all.AsSpan(NonceBytes + plain.Length));
        return all;
    }

    /// <summary>Initialization vector, text padded as XML Encryption §5.2 says.</summary>
    private static byte[] ByCbc(byte[] key, byte[] plain)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return [.. aes.IV, .. aes.EncryptCbc(plain, aes.IV, PaddingMode.ISO10126)];
    }

    private static void Write(XmlWriter writer, string method, byte[] cipher, byte[] wrapped)
    {
        writer.Start("EncryptedAssertion");
        Start(writer, "EncryptedData");
        writer.WriteAttributeString("Type", SamlNames.Encryption + "Element");
        Method(writer, method, digest: null);
        writer.WriteStartElement("ds", "KeyInfo", SamlNames.Signature);
        Start(writer, "EncryptedKey");
        Method(writer, Oaep, Sha1);
        Value(writer, wrapped);
        writer.WriteEndElement();
        writer.WriteEndElement();
        Value(writer, cipher);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Start(XmlWriter writer, string name) => writer.WriteStartElement("xenc", name, SamlNames.Encryption);

    private static void Method(XmlWriter writer, string algorithm, string? digest)
    {
        Start(writer, "EncryptionMethod");
        writer.WriteAttributeString("Algorithm", algorithm);
        if (digest is not null)
        {
            writer.WriteStartElement("ds", "DigestMethod", SamlNames.Signature);
            writer.WriteAttributeString("Algorithm", digest);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void Value(XmlWriter writer, byte[] bytes)
    {
        Start(writer, "CipherData");
        Start(writer, "CipherValue");
        writer.WriteString(Convert.ToBase64String(bytes));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
