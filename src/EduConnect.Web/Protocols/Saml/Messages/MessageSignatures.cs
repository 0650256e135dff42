using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EduConnect.Core.Federation.Saml;

namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>
/// Verifies messages with the keys of the service's metadata and no others (S-SA2): what a message says of its own key is not looked at,
/// and the dates of certificates do not matter.
/// </summary>
internal static class MessageSignatures
{
    private const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private const string RsaSha384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384";
    private const string RsaSha512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
    private const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    private const string EcdsaSha384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384";
    private const string RsaSha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";

    /// <summary>The state of the message's signature.</summary>
    /// <param name="message">the message</param>
    /// <param name="terms">whose keys count</param>
    /// <param name="isSignOut">old algorithms may be allowed for sign-out in a query (federation.md a.3)</param>
    public static SignatureState Verify(SamlMessage message, SamlTerms terms, bool isSignOut)
    {
        var enveloped = message.Root.Children("Signature", SamlNames.Signature);
        if (message.QuerySignature is null && enveloped.Count == 0)
        {
            return SignatureState.Absent;
        }

        // In a query the message itself is not signed (SAML Bindings §3.4.4.1): a signature of each kind is one too many.
        if (message.QuerySignature is { } signature)
        {
            return enveloped.Count == 0 && IsGood(signature, terms, isSignOut && terms.AcceptsSha1AtSignOut) ? SignatureState.Good : SignatureState.Bad;
        }

        return enveloped.Count == 1 && terms.SigningCertificates.Any(text => EnvelopedSignature.IsGood(message.Root, enveloped[0], text)) ? SignatureState.Good : SignatureState.Bad;
    }

    private static bool IsGood(QuerySignature signature, SamlTerms terms, bool acceptsSha1)
    {
        HashAlgorithmName? hash = signature.Algorithm switch
        {
            RsaSha256 or EcdsaSha256 => HashAlgorithmName.SHA256,
            RsaSha384 or EcdsaSha384 => HashAlgorithmName.SHA384,
            RsaSha512 => HashAlgorithmName.SHA512,
            RsaSha1 when acceptsSha1 => HashAlgorithmName.SHA1,
            _ => null,
        };
        return hash is { } known && terms.SigningCertificates.Any(text => IsGood(signature, text, known));
    }

    private static bool IsGood(QuerySignature signature, string certificateText, HashAlgorithmName hash)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificateText));
        if (signature.Algorithm.Contains("#ecdsa-", StringComparison.Ordinal))
        {
            using var ec = certificate.GetECDsaPublicKey();
            return ec?.VerifyData(signature.Signed, signature.Value, hash) == true;
        }

        using var rsa = certificate.GetRSAPublicKey();
        return rsa?.VerifyData(signature.Signed, signature.Value, hash, RSASignaturePadding.Pkcs1) == true;
    }
}
