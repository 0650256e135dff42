using System.Security.Cryptography.Xml;
using System.Xml;
using EduConnect.Web.Protocols.Saml.Keys;

namespace EduConnect.Web.Protocols.Saml.Answers;

/// <summary>Signs elements: RSA-SHA256, exclusive canonicalization without comments, by reference to the element's <c>ID</c> (SAML Core §5.4).</summary>
internal sealed class XmlSigner(SamlKeys keys)
{
    /// <summary>Puts the signature where the schema wants it: after the issuer, or first when there is none.</summary>
    public void Sign(XmlElement element)
    {
        var key = keys.Current;
        var signed = new SignedXml(element) { SigningKey = key.Key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        var reference = new Reference("#" + element.GetAttribute("ID")) { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        signed.KeyInfo = new KeyInfo();
        signed.KeyInfo.AddClause(new KeyInfoX509Data(key.Certificate));
        signed.ComputeSignature();
        var signature = element.OwnerDocument.ImportNode(signed.GetXml(), deep: true);
        var issuer = element.ChildNodes.OfType<XmlElement>().FirstOrDefault(child => child.LocalName == "Issuer" && child.NamespaceURI == SamlNames.Assertion);
        if (issuer is null)
        {
            element.PrependChild(signature);
        }
        else
        {
            element.InsertAfter(signature, issuer);
        }
    }
}
