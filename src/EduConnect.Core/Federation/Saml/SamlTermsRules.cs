using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Saml;

/// <summary>What SAML terms must satisfy before they are entered. Each breach is one English sentence for the operator.</summary>
public static class SamlTermsRules
{
    private const int FewestRsaBits = 2048;

    /// <summary>All the breaches; empty when the terms may be entered.</summary>
    public static IReadOnlyList<string> Breaches(SamlTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return [.. Identity(terms), .. Addresses(terms), .. Certificates(terms)];
    }

    private static IEnumerable<string> Identity(SamlTerms terms)
    {
        if (terms.EntityId.Length is 0 or > 1024 || terms.EntityId.Any(sign => sign is <= ' ' or '\u007f'))
        {
            yield return "The entityID must be 1 to 1024 signs without spaces.";
        }
    }

    private static IEnumerable<string> Addresses(SamlTerms terms)
    {
        if (terms.Consumers.Count == 0)
        {
            yield return "At least one AssertionConsumerService with the HTTP-POST binding is needed.";
        }

        if (terms.Consumers.Select(one => one.Index).Distinct().Count() < terms.Consumers.Count)
        {
            yield return "Two AssertionConsumerService have the same index.";
        }

        var addresses = terms.Consumers.Select(one => one.Address).Concat(terms.LogoutAddresses.SelectMany(one => new[] { one.Address, one.ResponseAddress }));
        foreach (var breach in addresses.Distinct(StringComparer.Ordinal).Select(RedirectAddress.Breach).OfType<string>())
        {
            yield return breach;
        }
    }

    private static IEnumerable<string> Certificates(SamlTerms terms)
    {
        if (terms.RequestsAreSigned && terms.SigningCertificates.Count == 0)
        {
            yield return "Signed requests need a signing certificate in the metadata.";
        }

        foreach (var text in terms.SigningCertificates.Where(text => !HasGoodKey(text, rsaOnly: false)))
        {
            yield return $"A signing certificate ({Short(text)}) cannot be read, or its key is not RSA of 2048 bits or more, nor ECDSA.";
        }

        foreach (var text in terms.EncryptionCertificates.Where(text => !HasGoodKey(text, rsaOnly: true)))
        {
            yield return $"An encryption certificate ({Short(text)}) cannot be read, or its key is not RSA of 2048 bits or more.";
        }
    }

    private static bool HasGoodKey(string text, bool rsaOnly)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
            using var rsa = certificate.GetRSAPublicKey();
            using var ec = rsaOnly ? null : certificate.GetECDsaPublicKey();
            return rsa?.KeySize >= FewestRsaBits || ec is not null;
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private static string Short(string text) => text.Length <= 12 ? text : text[..12] + "…";
}
