using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>
/// A signature inside the message it signs (SAML Core §5.4): a direct child of the root, with one reference to the identifier of that very
/// root, which no other element has; the two transforms SAML knows and no others. So what was verified is what is read (S-SA2).
/// </summary>
internal static class EnvelopedSignature
{
    private const string RsaSha384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384";
    private const string RsaSha512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
    private const string Sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";
    private static readonly string[] Methods = [SignedXml.XmlDsigRSASHA256Url, RsaSha384, RsaSha512];
    private static readonly string[] Digests = [SignedXml.XmlDsigSHA256Url, Sha384, SignedXml.XmlDsigSHA512Url];
    private static readonly string[] Canonical = [SignedXml.XmlDsigExcC14NTransformUrl, SignedXml.XmlDsigExcC14NWithCommentsTransformUrl];

    /// <summary>Whether the key of a certificate made this signature over this root.</summary>
    public static bool IsGood(XmlElement root, XmlElement signature, string certificateText)
    {
        try
        {
            var signed = new SignedXml(root);
            signed.LoadXml(signature);
            if (!IsOverRoot(signed, root) || !HasKnownMethods(signed))
            {
                return false;
            }

            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificateText));
            using var key = certificate.GetRSAPublicKey();
            return key is not null && signed.CheckSignature(key);
        }
        catch (Exception error) when (error is CryptographicException or XmlException or FormatException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool IsOverRoot(SignedXml signed, XmlElement root) =>
        root.Value("ID") is { Length: > 0 } id && signed.SignedInfo?.References is [Reference { Uri: { } uri }] && uri == "#" + id
        && signed.Signature.ObjectList.Count == 0 && IsUnique(root, id);

    private static bool HasKnownMethods(SignedXml signed)
    {
        var reference = (Reference)signed.SignedInfo!.References[0]!;
        var transforms = Enumerable.Range(0, reference.TransformChain.Count).Select(place => reference.TransformChain[place].Algorithm).ToArray();
        return Methods.Contains(signed.SignatureMethod, StringComparer.Ordinal) && Digests.Contains(reference.DigestMethod, StringComparer.Ordinal)
            && Canonical.Contains(signed.SignedInfo.CanonicalizationMethod, StringComparer.Ordinal)
            && transforms is [SignedXml.XmlDsigEnvelopedSignatureTransformUrl, var second] && Canonical.Contains(second, StringComparer.Ordinal);
    }

    // By whatever name an identifier goes, here or in a library that looks for it.
    private static bool IsUnique(XmlElement root, string id) =>
        root.SelectNodes("//@*")!.OfType<XmlAttribute>().Count(one => one.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase) && one.Value == id) == 1;
}
