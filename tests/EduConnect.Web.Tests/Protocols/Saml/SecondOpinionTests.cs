using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Protocols.Oidc;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>Signatures and encryption, verified by xmlsec1.</summary>
[Collection(OidcCollection.Name)]
public sealed class SecondOpinionTests(OidcFixture fixture) : SamlSuite(fixture)
{
    private const string Root = "/*[local-name()='Response']";

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task Response_and_assertion_are_signed()
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var answer = Response(await SsoAsync(browser, sp));
        var certificate = await CertificateAsync();
        Assert.True(await Xmlsec.VerifiesAsync(answer.Xml, Root, certificate));
        Assert.True(await Xmlsec.VerifiesAsync(answer.Xml, Root + "/*[local-name()='Assertion']", certificate));
        Assert.False(await Xmlsec.VerifiesAsync(answer.Xml.Replace("MOREL", "MOREAU", StringComparison.Ordinal), Root, certificate));
        Assert.False(await Xmlsec.VerifiesAsync(answer.Xml, Root, sp.Certificate.RawData));
        var refusal = Response(await SsoAsync(Browser(), sp, "IsPassive=\"true\""));
        Assert.True(await Xmlsec.VerifiesAsync(refusal.Xml, Root, certificate));
    }

    [Theory]
    [Trait("Rule", "S-SA1")]
    [InlineData("", "http://www.w3.org/2009/xmlenc11#aes256-gcm")]
    [InlineData("<md:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#aes128-cbc\"/>", "http://www.w3.org/2001/04/xmlenc#aes256-cbc")]
    public async Task An_assertion_is_enciphered_for_services_that_publish_a_key(string method, string algorithm)
    {
        var sp = await SpAsync(encrypted: true, method: method);
        using var browser = await PupilBrowserAsync();
        var answer = Response(await SsoAsync(browser, sp));
        Assert.DoesNotContain("MOREL", answer.Xml, StringComparison.Ordinal);
        Assert.DoesNotMatch("[<:]MGF", answer.Xml);
        Assert.Contains(algorithm, answer.Xml, StringComparison.Ordinal);
        var certificate = await CertificateAsync();
        Assert.True(await Xmlsec.VerifiesAsync(answer.Xml, Root, certificate));
        var clear = await Xmlsec.DecryptAsync(answer.Xml, sp.Key);
        Assert.Contains("MOREL", clear, StringComparison.Ordinal);
        Assert.True(await Xmlsec.VerifiesAsync(clear, Root + "/*[local-name()='EncryptedAssertion']/*[local-name()='Assertion']", certificate));
    }

    [Fact]
    public async Task Metadata_are_signed()
    {
        using var browser = Browser();
        var page = await browser.GetAsync(SamlPaths.Metadata);
        Assert.Equal("application/samlmetadata+xml", page.Response.Content.Headers.ContentType!.MediaType);
        Assert.True(await Xmlsec.VerifiesAsync(page.Body, "/*", await CertificateAsync()));
        var metadata = new SamlAnswer(string.Empty, page.Body, string.Empty);
        Assert.Equal(App.Address + "/idp", metadata["/m:EntityDescriptor/@entityID"]);
        Assert.Equal(App.Address + "/idp/profile/SAML2/Redirect/SSO", metadata[$"//m:SingleSignOnService[@Binding='{SamlNames.ByRedirect}']/@Location"]);
        Assert.Equal(App.Address + "/idp/profile/SAML2/POST/SSO", metadata[$"//m:SingleSignOnService[@Binding='{SamlNames.ByPost}']/@Location"]);
    }

    private async Task<byte[]> CertificateAsync()
    {
        using var browser = Browser();
        var metadata = new SamlAnswer(string.Empty, (await browser.GetAsync(SamlPaths.Metadata)).Body, string.Empty);
        return Xmlsec.Certificate(metadata["//m:IDPSSODescriptor/m:KeyDescriptor[@use='signing']//d:X509Certificate"]!);
    }
}
