using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EduConnect.Web.Protocols.Saml.Keys;

/// <summary>A signing key with the certificate services know it by.</summary>
/// <param name="Id">Its name in the key ring.</param>
/// <param name="Key">Kept as long as the process: signatures on several threads are safe.</param>
/// <param name="Certificate">Self-signed; only its key means anything.</param>
/// <param name="CreatedAt">UTC.</param>
internal sealed record SamlKey(string Id, RSA Key, X509Certificate2 Certificate, DateTime CreatedAt)
{
    /// <summary>The certificate as metadata carry it.</summary>
    public string Text { get; } = Convert.ToBase64String(Certificate.RawData);
}
