using EduConnect.Core.Federation.Claims;

namespace EduConnect.Web.Protocols.Saml.Answers;

/// <summary>An attribute as services know it: some read the name, others the friendly name, so both always go out (federation.md, ten things, 1).</summary>
/// <param name="Name">An OID as URN, or a bare word.</param>
/// <param name="Short">The friendly name.</param>
internal sealed record SamlAttribute(string Name, string Short)
{
    /// <summary>What kind of name it is (SAML Core §8.2).</summary>
    public string Format => Name.Contains(':') ? SamlNames.Uri : SamlNames.Basic;
}

/// <summary>
/// The attributes by the claim that carries the same (federation.md a.4). Where no OID is public the name is the short name, until the
/// operator sets another: numbers under somebody else's root are not ours to invent.
/// </summary>
internal sealed class AttributeDictionary(SamlOptions options)
{
    private const string Ministry = "urn:oid:1.3.6.1.4.1.20326.10.999.1.";

    private static readonly Dictionary<string, SamlAttribute> Known = new(StringComparer.Ordinal)
    {
        [ClaimNames.FamilyName] = new("urn:oid:2.5.4.4", "sn"),
        [ClaimNames.GivenName] = new("urn:oid:2.5.4.42", "givenName"),
        [ClaimNames.Name] = new("urn:oid:2.16.840.1.113730.3.1.241", "displayName"),
        [ClaimNames.Email] = new("urn:oid:0.9.2342.19200300.100.1.3", "mail"),
        [ClaimNames.ReturnUrl] = new(Ministry + "5", ClaimNames.ReturnUrl),
        [ClaimNames.SignedInAt] = new(Ministry + "6", ClaimNames.SignedInAt),
        [ClaimNames.Affiliation] = new(Ministry + "7", ClaimNames.Affiliation),
        [ClaimNames.PersonId] = new(Ministry + "57", ClaimNames.PersonId),
        [ClaimNames.IneHash] = new(Ministry + "64", ClaimNames.IneHash),
        [ClaimNames.MinistryBirthDate] = new(Ministry + "67", ClaimNames.MinistryBirthDate),
        [ClaimNames.SchoolUai] = new(Ministry + "72", ClaimNames.SchoolUai),
        [ClaimNames.Level] = new(Ministry + "73", ClaimNames.Level),
        [ClaimNames.Civility] = new(Ministry + "76", ClaimNames.Civility),
        [ClaimNames.ReferenceIds] = new(ClaimNames.ReferenceIds, ClaimNames.ReferenceIds),
        [ClaimNames.OpaqueId] = new(ClaimNames.OpaqueId, ClaimNames.OpaqueId),
        [ClaimNames.Ine] = new(ClaimNames.Ine, ClaimNames.Ine),
        [ClaimNames.Origin] = new(ClaimNames.Origin, ClaimNames.Origin),
        [ClaimNames.Vectors] = new(ClaimNames.Vectors, ClaimNames.Vectors),
    };

    /// <summary>The attribute of a claim; null for one that OpenID Connect alone has.</summary>
    public SamlAttribute? Of(string claim) =>
        !Known.TryGetValue(claim, out var attribute) ? null
        : options.AttributeNames.TryGetValue(attribute.Short, out var name) ? attribute with { Name = name }
        : attribute;

    /// <summary>Every attribute, for metadata and documentation.</summary>
    public IEnumerable<SamlAttribute> All => Known.Keys.Select(claim => Of(claim)!);
}
