using System.Xml;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Saml.Sso;

namespace EduConnect.Web.Protocols.Saml.Answers;

/// <summary>Makes the answer that lets a person in, once for each request.</summary>
internal sealed class SsoAnswer(
    PersonReader people, PairwiseIdentifiers pairwise, NameIdentifiers names, SamlVisits visits, AssertionWriter assertions,
    XmlSigner signer, ServiceAnswers answers, SamlEntity entity, TimeProvider clock)
{
    /// <summary>The signed response, or null with the reason; null with <see cref="SamlEntry.Entered"/> when the account is gone.</summary>
    public async Task<(SamlEntry Entry, XmlDocument? Response)> MakeAsync(HttpContext http, Service service, PendingSso pending, BrowserSession session)
    {
        var released = service.Claims.ToHashSet(StringComparer.Ordinal);
        if (await people.ReadAsync(session.AccountId, session.Profile, released, http.RequestAborted) is not { } person)
        {
            return (SamlEntry.Entered, null);
        }

        var connection = new Connection(session.AuthenticatedAt, session.Methods.Split(' ').Contains("fc"), entity.Address(OidcPaths.SignOut));
        var claims = ReleasedClaims.Of(person, connection, released, pairwise, service.Sector).ToList();
        var name = names.For(service, session, pending.NameId);
        var arrival = new SamlArrival(
            service.ClientId, session.Id, name, pending.NameId, pending.RequestId, http.TraceIdentifier, http.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
        var entry = await visits.EnterAsync(arrival, http.RequestAborted);
        return (entry, entry is SamlEntry.Entered ? Response(new(service, pending, session, name, claims)) : null);
    }

    /// <summary>The assertion is signed, then enciphered, then the whole is signed (federation.md a.3).</summary>
    private XmlDocument Response(AssertionFacts facts)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var document = answers.Response(facts.Service, facts.Pending, null, writer => assertions.Write(writer, facts, now));
        var assertion = (XmlElement)document.DocumentElement!.LastChild!;
        signer.Sign(assertion);
        if (facts.Service.Saml!.EncryptionCertificates.Count > 0)
        {
            AssertionEncryption.Replace(assertion, facts.Service.Saml);
        }

        signer.Sign(document.DocumentElement);
        return document;
    }
}
