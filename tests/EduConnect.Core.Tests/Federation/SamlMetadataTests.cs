using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EduConnect.Core.Federation.Saml;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>Metadata of services: those of the field are read, wrong ones are refused in one sentence each (federation.md a.2).</summary>
public sealed class SamlMetadataTests
{
    private const string Post = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
    private const string Acs = $"""<md:AssertionConsumerService Binding="{Post}" Location="https://sp.example/acs" index="1"/>""";

    [Fact]
    public void Everything_a_contract_needs_is_read()
    {
        var terms = Read($"""
            <md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate> {Certificate(2048)} </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
            <md:SingleLogoutService Binding="{Post}" Location="https://sp.example/slo"/>
            <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://sp.example/soap"/>
            <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
            {Acs}
            <md:AssertionConsumerService Binding="{Post}" Location="https://sp.example/usual" index="7" isDefault="1"/>
            """, """AuthnRequestsSigned="true" """);
        Assert.Equal([new(7, "https://sp.example/usual"), new(1, "https://sp.example/acs")], terms.Consumers);
        Assert.Equal([new(SamlBinding.Post, "https://sp.example/slo", "https://sp.example/slo")], terms.LogoutAddresses);
        Assert.Equal((1, 1, true, SamlNameId.Persistent), (terms.SigningCertificates.Count, terms.EncryptionCertificates.Count, terms.RequestsAreSigned, terms.NameId));
        Assert.Empty(SamlTermsRules.Breaches(terms));
    }

    [Theory]
    [InlineData("urn:fi:ent:prod-2d-edu:1.0")]
    [InlineData("snu_young")]
    [InlineData("https://cas.example/cas/educonnect")]
    public void An_entity_may_have_any_name(string entityId) => Assert.Empty(SamlTermsRules.Breaches(Read(Acs, entityId: entityId)));

    [Fact]
    public void An_empty_name_id_format_says_nothing() =>
        Assert.Equal(SamlNameId.Transient, Read("<md:NameIDFormat/><md:NameIDFormat> </md:NameIDFormat>" + Acs).NameId);

    [Theory]
    [InlineData("entityID", Acs, "")]
    [InlineData("entityID", Acs, "a b")]
    [InlineData("AssertionConsumerService", "", "sp")]
    [InlineData("https", $"""<md:AssertionConsumerService Binding="{Post}" Location="http://sp.example/acs" index="1"/>""", "sp")]
    [InlineData("absolute", $"""<md:AssertionConsumerService Binding="{Post}" Location="javascript:alert(1)" index="1"/>""", "sp")]
    [InlineData("sign", $"""<md:AssertionConsumerService Binding="{Post}" Location="https://sp.example/a b" index="1"/>""", "sp")]
    [InlineData("same index", Acs + Acs, "sp")]
    [InlineData("https", $"""<md:SingleLogoutService Binding="{Post}" Location="http://sp.example/slo"/>{Acs}""", "sp")]
    [InlineData("signing certificate", $"<md:KeyDescriptor use=\"signing\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>bm9uZQ==</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>{Acs}", "sp")]
    [InlineData("encryption certificate", $"<md:KeyDescriptor use=\"encryption\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>é</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>{Acs}", "sp")]
    public void A_wrong_field_has_its_sentence(string sentence, string body, string entityId)
    {
        var breaches = SamlTermsRules.Breaches(Read(body, entityId: entityId));
        Assert.Contains(breaches, breach => breach.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Short_keys_and_signed_requests_without_a_key_are_refused()
    {
        var key = $"<md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{Certificate(1024)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";
        Assert.Equal(2, SamlTermsRules.Breaches(Read(key + Acs)).Count);
        Assert.Contains("need a signing certificate", Assert.Single(SamlTermsRules.Breaches(Read(Acs, """AuthnRequestsSigned="1" """))), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "S-XM1")]
    [InlineData("not XML", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>")]
    [InlineData("not XML", "<a")]
    [InlineData("not XML", "")]
    [InlineData("no EntityDescriptor", "<a/>")]
    [InlineData("no EntityDescriptor", "<EntityDescriptor/>")]
    [InlineData("SPSSODescriptor", "<md:EntityDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata' entityID='x'><md:IDPSSODescriptor/></md:EntityDescriptor>")]
    [InlineData("several entities", "<md:EntitiesDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata'><md:EntityDescriptor/><md:EntityDescriptor/></md:EntitiesDescriptor>")]
    public void What_is_no_metadata_of_a_service_is_refused(string sentence, string text)
    {
        Assert.Null(SamlMetadataReader.Read(text, out var reason));
        Assert.Contains(sentence, reason, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-XM1")]
    public void A_flood_is_refused() => Assert.Null(SamlMetadataReader.Read("<a>" + new string('a', SamlMetadataReader.Longest) + "</a>", out _));

    private static SamlTerms Read(string body, string attributes = "", string entityId = "sp")
    {
        var terms = SamlMetadataReader.Read($"""
            <?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="{entityId}" validUntil="2001-01-01T00:00:00Z">
            <md:SPSSODescriptor {attributes} protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol">{body}</md:SPSSODescriptor></md:EntityDescriptor>
            """, out var reason);
        Assert.Null(reason);
        return terms!;
    }

    private static string Certificate(int bits)
    {
        using var key = RSA.Create(bits);
        var request = new CertificateRequest("CN=sp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return Convert.ToBase64String(certificate.RawData);
    }
}
