using System.Xml;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.SignIn;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Oidc.Tokens;
using EduConnect.Web.Protocols.Saml.Sso;

namespace EduConnect.Web.Protocols.Saml.Answers;

/// <summary>What an assertion says, beside what the request and the session say.</summary>
/// <param name="Service">Whom it is for.</param>
/// <param name="Pending">What it answers.</param>
/// <param name="Session">The session.</param>
/// <param name="NameId">What the service calls the person.</param>
/// <param name="Claims">What the contract lets out.</param>
internal sealed record AssertionFacts(Service Service, PendingSso Pending, BrowserSession Session, string NameId, IReadOnlyList<ReleasedClaim> Claims)
{
    public string Consumer => Service.Saml!.Consumers.First(one => one.Index == Pending.Consumer).Address;
}

/// <summary>Writes assertions (SAML Core §2, Profiles §4.1.4.2): audience, recipient and end always there (S-SA1).</summary>
internal sealed class AssertionWriter(AttributeDictionary dictionary, SessionIdentifiers sessions, SessionLifetimes lifetimes, SamlEntity entity, IRandomSource random)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Services compare the beginning strictly, with clocks of their own (federation.md, ten things, 3).</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public void Write(XmlWriter writer, AssertionFacts facts, DateTime now)
    {
        writer.Start("Assertion");
        writer.WriteAttributeString("ID", random.NewMessageId());
        writer.WriteAttributeString("Version", "2.0");
        writer.WriteAttributeString("IssueInstant", SamlNames.Instant(now));
        writer.Element("Issuer", entity.Id);
        Subject(writer, facts, now);
        Conditions(writer, facts, now);
        Statement(writer, facts);
        Attributes(writer, facts);
        writer.WriteEndElement();
    }

    private void Subject(XmlWriter writer, AssertionFacts facts, DateTime now)
    {
        writer.Start("Subject");
        NameId(writer, facts.NameId, facts.Pending.NameId, facts.Service.Saml!.EntityId);
        writer.Start("SubjectConfirmation");
        writer.WriteAttributeString("Method", SamlNames.Bearer);
        writer.Start("SubjectConfirmationData");
        writer.WriteAttributeString("NotOnOrAfter", SamlNames.Instant(now + Life));
        writer.WriteAttributeString("Recipient", facts.Consumer);
        if (facts.Pending.RequestId is { } request)
        {
            writer.WriteAttributeString("InResponseTo", request);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>The identifier, as in assertions so in sign-out requests. Services give the qualifiers back, or use them as issuer (federation.md a.3).</summary>
    public void NameId(XmlWriter writer, string value, SamlNameId form, string serviceEntity)
    {
        writer.Start("NameID");
        writer.WriteAttributeString("Format", form is SamlNameId.Persistent ? SamlNames.Persistent : SamlNames.Transient);
        if (form is SamlNameId.Persistent)
        {
            writer.WriteAttributeString("NameQualifier", entity.Id);
        }

        writer.WriteAttributeString("SPNameQualifier", serviceEntity);
        writer.WriteString(value);
        writer.WriteEndElement();
    }

    private static void Conditions(XmlWriter writer, AssertionFacts facts, DateTime now)
    {
        writer.Start("Conditions");
        writer.WriteAttributeString("NotBefore", SamlNames.Instant(now - Skew));
        writer.WriteAttributeString("NotOnOrAfter", SamlNames.Instant(now + Life));
        writer.Start("AudienceRestriction");
        writer.Element("Audience", facts.Service.Saml!.EntityId);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void Statement(XmlWriter writer, AssertionFacts facts)
    {
        var end = facts.Session.AuthenticatedAt + lifetimes.Absolute(SessionKind.Pupil);
        writer.Start("AuthnStatement");
        writer.WriteAttributeString("AuthnInstant", SamlNames.Instant(facts.Session.AuthenticatedAt));
        writer.WriteAttributeString("SessionIndex", "_" + sessions.For(facts.Service.ClientId, facts.Session.Id));
        writer.WriteAttributeString("SessionNotOnOrAfter", SamlNames.Instant(end));
        writer.Start("AuthnContext");
        writer.Element("AuthnContextClassRef", facts.Pending.Context);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void Attributes(XmlWriter writer, AssertionFacts facts)
    {
        var known = facts.Claims.Select(claim => (Attribute: dictionary.Of(claim.Name), claim.Values)).Where(pair => pair.Attribute is not null).ToList();
        if (known.Count == 0)
        {
            return;
        }

        writer.Start("AttributeStatement");
        foreach (var (attribute, values) in known)
        {
            writer.Start("Attribute");
            writer.WriteAttributeString("Name", attribute!.Name);
            writer.WriteAttributeString("NameFormat", attribute.Format);
            writer.WriteAttributeString("FriendlyName", attribute.Short);
            foreach (var value in values)
            {
                writer.Element("AttributeValue", SamlXml.Clean(value));
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}
