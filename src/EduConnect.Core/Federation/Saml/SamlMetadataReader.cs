using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace EduConnect.Core.Federation.Saml;

/// <summary>
/// Reads the metadata of a service (SAML Metadata §2.4.4) as far as a contract needs them. What a file says of its own validity, and the
/// dates of its certificates, are not looked at: operators are handed files, and services keep certificates for decades (federation.md a.2).
/// </summary>
public static class SamlMetadataReader
{
    /// <summary>Largest metadata read, in signs.</summary>
    public const int Longest = 256 * 1024;

    private const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    private const string Post = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
    private const string Redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    private const string Persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    private const string Transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
    private static readonly XNamespace Md = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static readonly XNamespace Ds = "http://www.w3.org/2000/09/xmldsig#";

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = Longest,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The terms a file describes.</summary>
    /// <param name="text">the metadata</param>
    /// <param name="reason">null, or why they cannot be read, in one English sentence; <see cref="SamlTermsRules"/> judge what was read</param>
    /// <returns>the terms without their service; null when there is a reason</returns>
    public static SamlTerms? Read(string text, out string? reason)
    {
        ArgumentNullException.ThrowIfNull(text);
        (var terms, reason) = Read(text);
        return terms;
    }

    private static (SamlTerms? Terms, string? Reason) Read(string text)
    {
        XElement root;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Safe);
            root = XElement.Load(reader);
        }
        catch (Exception error) when (error is XmlException or InvalidOperationException)
        {
            return (null, "The metadata are not XML without DTD of at most 256 kB: " + error.Message);
        }

        var entities = root.DescendantsAndSelf(Md + "EntityDescriptor").Take(2).ToList();
        return entities switch
        {
            [] => (null, "The metadata hold no EntityDescriptor."),
            [var entity] => Roles(entity) is [var role] ? (Terms(entity, role), null) : (null, "The entity must have one SPSSODescriptor for SAML 2.0."),
            _ => (null, "The metadata describe several entities: keep the EntityDescriptor of this service only."),
        };
    }

    private static List<XElement> Roles(XElement entity) =>
        [.. entity.Elements(Md + "SPSSODescriptor").Where(role => Words(role, "protocolSupportEnumeration").Contains(Protocol))];

    private static SamlTerms Terms(XElement entity, XElement role) => new()
    {
        EntityId = (string?)entity.Attribute("entityID") ?? string.Empty,
        Consumers = Consumers(role),
        SigningCertificates = Certificates(role, "signing"),
        EncryptionCertificates = Certificates(role, "encryption"),
        LogoutAddresses = [.. role.Elements(Md + "SingleLogoutService").Select(LogoutAddress).OfType<SamlLogoutAddress>()],
        RequestsAreSigned = IsTrue(role, "AuthnRequestsSigned"),
        NameId = NameId(role),
        Cipher = Cipher(role),
    };

    /// <summary>Those for HTTP-POST, the default one first (§2.2.3: that marked so, else the first not marked otherwise, else the first).</summary>
    private static List<SamlConsumer> Consumers(XElement role)
    {
        var found = role.Elements(Md + "AssertionConsumerService").Where(one => (string?)one.Attribute("Binding") == Post).ToList();
        var usual = found.Find(one => IsTrue(one, "isDefault")) ?? found.Find(one => one.Attribute("isDefault") is null) ?? found.FirstOrDefault();
        return [.. found.OrderBy(one => one != usual).Select((one, place) => new SamlConsumer(Number(one, place), Address(one, "Location")))];
    }

    private static SamlLogoutAddress? LogoutAddress(XElement element)
    {
        SamlBinding? binding = (string?)element.Attribute("Binding") switch { Redirect => SamlBinding.Redirect, Post => SamlBinding.Post, _ => null };
        var address = Address(element, "Location");
        return binding is { } known ? new(known, address, Address(element, "ResponseLocation") is { Length: > 0 } response ? response : address) : null;
    }

    private static List<string> Certificates(XElement role, string use) =>
        [.. role.Elements(Md + "KeyDescriptor").Where(key => (string?)key.Attribute("use") is null or { Length: 0 } || (string?)key.Attribute("use") == use)
            .SelectMany(key => key.Descendants(Ds + "X509Certificate")).Select(one => Compact(one.Value)).Where(one => one.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>An empty NameIDFormat says nothing (federation.md a.2).</summary>
    private static SamlNameId NameId(XElement role) =>
        role.Elements(Md + "NameIDFormat").Select(one => one.Value.Trim()).FirstOrDefault(one => one is Persistent or Transient) == Persistent
            ? SamlNameId.Persistent
            : SamlNameId.Transient;

    private static SamlCipher Cipher(XElement role)
    {
        var methods = role.Descendants(Md + "EncryptionMethod").Select(one => (string?)one.Attribute("Algorithm") ?? string.Empty).Where(one => one.Contains("#aes", StringComparison.Ordinal)).ToList();
        return methods.Count == 0 || methods.Exists(one => one.EndsWith("-gcm", StringComparison.Ordinal)) ? SamlCipher.Gcm : SamlCipher.Cbc;
    }

    private static string[] Words(XElement element, string name) => ((string?)element.Attribute(name) ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsTrue(XElement element, string name) => (string?)element.Attribute(name) is "true" or "1";

    private static string Address(XElement element, string name) => ((string?)element.Attribute(name) ?? string.Empty).Trim();

    private static int Number(XElement element, int place) =>
        int.TryParse((string?)element.Attribute("index"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : place;

    private static string Compact(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));
}
