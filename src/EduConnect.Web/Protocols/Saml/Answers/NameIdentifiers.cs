using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Protocols.Oidc;

namespace EduConnect.Web.Protocols.Saml.Answers;

/// <summary>
/// The <c>NameID</c> of a person for a service. Transient: another one in every session and for every service, the same for several
/// entries of one session, so that one sign-out ends them all. Persistent: the pairwise identifier of the sector, as in OpenID Connect.
/// </summary>
internal sealed class NameIdentifiers(KeyRing ring, PairwiseIdentifiers pairwise)
{
    private readonly byte[] _root = ring.Current(KeyPurpose.PairwiseSubjects).Secret;

    public string For(Service service, BrowserSession session, SamlNameId form) => form is SamlNameId.Persistent
        ? pairwise.Subject(session.AccountId, service.Sector)
        : "_" + Convert.ToHexStringLower(HMACSHA256.HashData(_root, Encoding.UTF8.GetBytes($"nameid\n{service.ClientId}\n{session.Id:N}")).AsSpan(0, 20));
}
